import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { openapi } from '../../server/routes/openapi.ts'

type Schema = Readonly<Record<string, unknown>>
interface Described {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>
  readonly headers?: Readonly<Record<string, unknown>>
}
interface Operation {
  readonly responses: Readonly<Record<string, Described>>
}

const document = openapi() as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The same schema, but no object may have a field that is not described: the document leaves room for later ones, an
 * answer of today has none.
 *
 * @param isPart of an `allOf`: the whole says it then
 */
function closed(schema: Schema, isPart = false): Schema {
  const inside = (value: unknown, part: boolean): unknown =>
    Array.isArray(value) ? value.map((one) => inside(one, part)) : isSchema(value) ? closed(value, part) : value
  const copy = Object.fromEntries(
    Object.entries(schema).map(([name, value]) => {
      switch (name) {
        case 'properties':
          return [
            name,
            Object.fromEntries(Object.entries(value as Schema).map(([key, one]) => [key, inside(one, false)])),
          ]
        case 'allOf':
          return [name, inside(value, true)]
        case 'anyOf':
        case 'oneOf':
          return [name, inside(value, isPart)]
        case 'items':
        case 'prefixItems':
        case 'additionalProperties':
          return [name, inside(value, false)]
        default:
          return [name, value]
      }
    }),
  )
  const isOpen = schema.properties !== undefined && schema.additionalProperties === undefined
  return !isPart && (isOpen || schema.allOf !== undefined) ? { ...copy, unevaluatedProperties: false } : copy
}

const ajv = new Ajv2020({ allErrors: false, strict: false })
ajv.addFormat('date', /^\d{4}-\d{2}-\d{2}$/)
ajv.addFormat('date-time', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/)
ajv.addFormat('double', true)
const components = Object.fromEntries(
  Object.entries(document.components.schemas).map(([name, schema]) => [name, closed(schema, name === 'Refusal')]),
)
ajv.addSchema({ $id: 'https://described/', components: { schemas: components } })

const compiled = new Map<Schema, ValidateFunction>()
function validatorOf(schema: Schema): ValidateFunction {
  const known = compiled.get(schema)
  if (known !== undefined) return known
  const text = JSON.stringify(closed(schema)).replaceAll('"#/components/', '"https://described/#/components/')
  const made = ajv.compile(JSON.parse(text) as Schema)
  compiled.set(schema, made)
  return made
}

const templates = Object.entries(document.paths)
  .map(([path, methods]) => ({
    methods,
    pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    // `/bars/{ticker}.csv` is asked before `/bars/{ticker}`.
    weight: path.replaceAll(/\{\w+\}/g, '').length,
  }))
  .sort((a, b) => b.weight - a.weight)

/** What an answer of the server has that the document does not say of it; null where it fits. */
export async function undescribed(method: string, path: string, answer: Response): Promise<string | null> {
  const type = answer.headers.get('content-type')?.split(';')[0] ?? ''
  const operation = templates.find(({ pattern }) => pattern.test(path))?.methods[
    method === 'HEAD' ? 'get' : method.toLowerCase()
  ]
  const fault = (why: string) => `${method} ${path} answered ${answer.status} ${type}: ${why}`
  if (operation === undefined) {
    if (type !== 'application/problem+json') return fault('it is not in the document')
    return faultOf({ $ref: '#/components/schemas/Refusal' }, answer, fault)
  }
  const described = operation.responses[String(answer.status)]
  if (described === undefined) return fault('the document has no such status')
  if (
    described.headers?.['Data-Version'] !== undefined &&
    // Lines begin before it is known: it stands in the last one.
    type !== 'application/x-ndjson' &&
    !/^[0-9a-f]{12}$/.test(answer.headers.get('data-version') ?? '')
  )
    return fault('Data-Version is missing')
  const content = described.content?.[type]
  if (content === undefined) return fault('the document has no such content type')
  if (method === 'HEAD' || !/[/+]json$/.test(type)) return null
  return faultOf(content.schema, answer, fault)
}

async function faultOf(schema: Schema, answer: Response, fault: (why: string) => string): Promise<string | null> {
  const body: unknown = JSON.parse(await answer.text())
  const validate = validatorOf(schema)
  if (validate(body)) return null
  const [first] = validate.errors ?? []
  return fault(`${first?.instancePath || 'the whole'} ${first?.message}, ${JSON.stringify(first?.params)}`)
}
