import { z } from 'zod'
import { LinkQuestion } from '../query/questions.ts'
import type { ColumnHead } from '../table/column.ts'
import { verbs } from '../verbs/all.ts'
import { everywhere, type FailureCode, failures, ofBodies, ofChanges } from '../verbs/failures.ts'
import type { Declaration } from '../verbs/verb.ts'
import { version } from '../version.ts'

type Schema = Record<string, unknown>

const COMPONENTS = '#/components/schemas/'

/** Parts that several answers hold stand under their names in the components. */
class Components {
  readonly schemas: Record<string, Schema> = {}

  /** A schema of the validators as JSON Schema; parts with a name become references. */
  of(schema: z.ZodType): Schema {
    const {
      $defs = {},
      $schema: _,
      ...own
    } = JSON.parse(
      JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', override: plain })).replaceAll(
        '"#/$defs/',
        `"${COMPONENTS}`,
      ),
    ) as Schema & { $defs?: Record<string, Schema> }
    for (const [name, { id: _id, ...part }] of Object.entries($defs)) this.schemas[name] = part
    return own
  }
}

/** What the command line wants to know of a parameter is of no use to others; numbers are doubles. */
function plain({ jsonSchema }: { jsonSchema: Schema }): void {
  delete jsonSchema.word
  delete jsonSchema.option
  if (jsonSchema.type === 'number') jsonSchema.format = 'double'
}

/** The server's paths in OpenAPI 3.1, made from what each verb says of itself. */
export function openapi(): Schema {
  const components = new Components()
  const paths: Record<string, Record<string, Schema>> = {}
  for (const verb of verbs) {
    const path = `/api${verb.path.replaceAll(/:(\w+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [verb.method]: operation(verb, components) }
  }
  components.schemas.Refusal = refusal
  paths['/api/openapi.json'] = { get: itself }
  paths['/api/metrics'] = { get: figures }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Aftershock',
      version,
      description: 'What did the news do to the price? Every refusal has one shape, application/problem+json.',
    },
    paths,
    components: {
      schemas: components.schemas,
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'where AFTERSHOCK_TOKEN is set' },
        session: { type: 'apiKey', in: 'cookie', name: 'aftershock_session', description: 'from POST /api/session' },
        program: { type: 'apiKey', in: 'header', name: 'X-Aftershock', description: 'of a change: 1' },
      },
    },
    security: [{}, { token: [] }, { session: [] }],
  }
}

function operation(verb: Declaration, components: Components): Schema {
  const { name, does, method, subject, question, bodies, precondition } = verb
  const isBody = (method === 'post' || method === 'put') && bodies === undefined
  const content = isBody
    ? { 'application/json': { schema: components.of(question) } }
    : bodies && Object.fromEntries(bodies.map(({ type, schema }) => [type, { schema }]))
  return {
    operationId: name === 'events' && verb.gives.kind === 'csv' ? 'events-csv' : idOf(verb),
    summary: does,
    parameters: [
      ...parametersOf('path', subject, components),
      ...(isBody ? [] : parametersOf('query', question, components)),
      ...(method === 'get' && verb.gives.kind === 'csv' ? parametersOf('query', LinkQuestion, components) : []),
      ...(precondition === undefined
        ? []
        : [{ name: 'If-Match', in: 'header', required: false, description: precondition, schema: { type: 'string' } }]),
    ],
    ...(content === undefined ? {} : { requestBody: { required: true, content } }),
    responses: { ...answerOf(verb, components), ...refusalsOf(verb) },
  }
}

/** A table has the name of its answer. */
const idOf = ({ name, gives }: Declaration): string => (gives.kind === 'csv' ? `${name}-csv` : name)

function parametersOf(place: 'path' | 'query', shape: z.ZodObject, components: Components): readonly Schema[] {
  const { properties = {}, required = [] } = components.of(shape) as {
    properties?: Record<string, Schema>
    required?: readonly string[]
  }
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }))
}

const versionHeader = {
  'Data-Version': {
    description: 'first 12 hexadecimal digits of the hash of the data the answer was computed from',
    schema: { type: 'string', pattern: '^[0-9a-f]{12}$' },
  },
}

function answerOf({ gives }: Declaration, components: Components): Schema {
  switch (gives.kind) {
    case 'json': {
      const schema = components.of(gives.schema)
      return {
        [gives.status]: {
          description: gives.status === 202 ? 'begun' : 'the answer',
          ...(gives.versioned ? { headers: versionHeader } : {}),
          content: {
            'application/json': { schema: gives.versioned ? { allOf: [schema, versioned] } : schema },
            ...(gives.lines === undefined
              ? {}
              : { 'application/x-ndjson': { schema: { type: 'string', description: gives.lines } } }),
          },
        },
      }
    }
    case 'csv':
      return {
        200: {
          description: `RFC 4180, docs/csv.md. Columns:\n${gives.columns.map(columnText).join('\n')}`,
          headers: versionHeader,
          content: { 'text/csv': { schema: { type: 'string' }, 'x-columns': gives.columns.map(columnOf) } },
        },
      }
    case 'file':
      return {
        200: {
          description: 'the file, in the form that was asked for',
          headers: versionHeader,
          content: Object.fromEntries(gives.types.map((type) => [type, { schema: fileOf(type) }])),
        },
      }
    case 'picture':
      return {
        200: {
          description: 'the drawing, as large as asked for; as PNG twice as fine',
          headers: versionHeader,
          content: { [gives.type]: { schema: { type: 'string', contentMediaType: gives.type } } },
        },
      }
    case 'events':
      return { 200: { description: gives.doc, content: { 'text/event-stream': { schema: { type: 'string' } } } } }
  }
}

/** A file of JSON is a document of its form, a record or a list of them; every other file is a text. */
const fileOf = (type: string): Schema =>
  type === 'application/json'
    ? {
        anyOf: [
          { type: 'object', required: ['events'] },
          { type: 'array', items: { type: 'object' } },
        ],
      }
    : { type: 'string' }

const versioned = {
  type: 'object',
  properties: { data_version: { type: 'string', pattern: '^[0-9a-f]{12}$' } },
  required: ['data_version'],
}

const columnText = ({ name, unit, doc }: ColumnHead): string => `- ${name}: ${doc}${unit === null ? '' : ` (${unit})`}`
const columnOf = ({ name, type, unit, doc }: ColumnHead): Schema => ({ name, type, unit, description: doc })

/** Refusals by status, with the codes that may stand in them. */
function refusalsOf({ method, fails }: Pick<Declaration, 'method' | 'fails'>): Schema {
  const ofMethod = method === 'get' ? [] : method === 'delete' ? ofChanges : [...ofChanges, ...ofBodies]
  const codes: readonly FailureCode[] = [...new Set([...everywhere, ...ofMethod, ...fails])]
  const byStatus = Map.groupBy(
    codes.flatMap((code) => failures[code].status.map((status) => ({ code, status, when: failures[code].when }))),
    ({ status }) => status,
  )
  return Object.fromEntries(
    [...byStatus].map(([status, of]) => [
      status,
      {
        description: of.map(({ code, when }) => `\`${code}\`: ${when}`).join('\n\n'),
        content: {
          'application/problem+json': {
            schema: {
              allOf: [
                { $ref: `${COMPONENTS}Refusal` },
                {
                  type: 'object',
                  properties: { status: { const: status }, code: codeSchema(of.map(({ code }) => code)) },
                },
              ],
            },
          },
          // A window of a browser is told the same in words.
          ...(method === 'get' ? { 'text/html': { schema: { type: 'string' } } } : {}),
        },
      },
    ]),
  )
}

/** Codes by their names; those of the event format by how they look. */
function codeSchema(codes: readonly FailureCode[]): Schema {
  const named = codes.filter((code) => code !== 'E_…')
  const shapes = [
    ...(named.length > 0 ? [{ enum: named }] : []),
    // Of files: `E_TITLE` of the event format, `BAR_NOT_SESSION` of the checks of prices.
    ...(named.length < codes.length ? [{ type: 'string', pattern: '^[A-Z]+(_[A-Z0-9]+)+$' }] : []),
  ]
  return shapes.length === 1 ? (shapes[0] as Schema) : { anyOf: shapes }
}

/** The two answers that no verb gives. */
const itself: Schema = {
  operationId: 'openapi',
  summary: 'This document',
  parameters: [],
  responses: {
    200: { description: 'OpenAPI 3.1', content: { 'application/json': { schema: { type: 'object' } } } },
    ...refusalsOf({ method: 'get', fails: [] }),
  },
}

const figures: Schema = {
  operationId: 'metrics',
  summary: 'Requests, durations, queues, size of the database and memory, for Prometheus',
  parameters: [],
  responses: {
    200: { description: 'text form 0.0.4', content: { 'text/plain': { schema: { type: 'string' } } } },
    ...refusalsOf({ method: 'get', fails: [] }),
  },
}

const refusal: Schema = {
  type: 'object',
  description: 'Why a request is refused (RFC 9457)',
  properties: {
    type: { const: 'about:blank' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'what was asked and what was expected, in words' },
    code: { type: 'string', description: 'for programs' },
    parameter: { type: 'string', description: 'the one at fault, if one is' },
    request_id: { type: 'string' },
    report: { type: 'array', description: 'line by line, for a file that was refused; a thousand at most' },
    report_left_out: {
      type: 'object',
      description: 'how many more there are',
      properties: { errors: { type: 'integer' }, warnings: { type: 'integer' } },
      required: ['errors', 'warnings'],
    },
  },
  required: ['type', 'title', 'status', 'detail', 'code', 'request_id'],
}
