import { describe, expect, it } from 'vitest'
import { Problem, refusalHeaders, refusalText } from '../../../server/problem.ts'
import { openapi } from '../../../server/routes/openapi.ts'
import { verbs } from '../../../server/verbs/all.ts'
import { undescribed } from '../described.ts'

interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly parameters: readonly {
    readonly name: string
    readonly in: string
    readonly schema: Record<string, unknown>
  }[]
  readonly requestBody?: { readonly content: Record<string, { readonly schema: unknown }> }
  readonly responses: Record<
    string,
    {
      readonly description: string
      readonly content?: Record<string, { readonly schema: unknown; readonly 'x-columns'?: readonly unknown[] }>
    }
  >
}
const description = openapi() as {
  readonly openapi: string
  readonly paths: Record<string, Record<string, Operation>>
  readonly components: { readonly schemas: Record<string, unknown>; readonly securitySchemes: Record<string, unknown> }
}
const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)
const operationAt = (method: string, path: string): Operation => {
  const operation = description.paths[path]?.[method]
  if (operation === undefined) throw new Error(`there is no ${method} ${path}`)
  return operation
}

describe('openapi()', () => {
  it('has an operation for every verb, each under a name of its own, and no two paths that look alike', () => {
    // Besides the verbs there are the document itself and the metrics.
    expect(operations).toHaveLength(verbs.length + 2)
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(verbs.length + 2)
    const shapes = Object.keys(description.paths).map((path) => path.replaceAll(/\{\w+\}/g, '{}'))
    expect(new Set(shapes).size).toBe(shapes.length)
  })

  it('says of every operation what comes back, and how it refuses', () => {
    for (const { path, method, operation } of operations) {
      const answers = Object.entries(operation.responses)
      const good = answers.filter(([status]) => status.startsWith('2'))
      expect([path, method, good.length]).toEqual([path, method, 1])
      // A table comes in one form, or in one of those that the question names; a study is followed where that is asked for.
      const forms = Object.keys(good[0]?.[1].content ?? {})
      const several: Readonly<Record<string, number>> = { '/api/exports/events': 3, '/api/studies': 2 }
      expect([path, forms.length]).toEqual([path, several[path] ?? 1])
      const refused = answers.filter(([status]) => !status.startsWith('2'))
      expect(refused.map(([status]) => status)).toEqual(expect.arrayContaining(['400', '401', '429', '500']))
      for (const [, { content }] of refused)
        expect(content).toMatchObject({
          'application/problem+json': { schema: { allOf: [{ $ref: '#/components/schemas/Refusal' }, {}] } },
        })
    }
  })

  it('names every part of a path, and every reference leads somewhere', () => {
    for (const { path, operation } of operations)
      expect(operation.parameters.filter((one) => one.in === 'path').map(({ name }) => `{${name}}`)).toEqual(
        path.match(/\{\w+\}/g) ?? [],
      )
    const named = [...JSON.stringify(description).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name,
    )
    expect(named.length).toBeGreaterThan(20)
    expect(named.filter((name) => !Object.hasOwn(description.components.schemas, name ?? ''))).toEqual([])
  })

  it.each(['E_TITLE', 'BAR_NOT_SESSION', 'DIV_DUP7', 'no_events'])('describes a file refused with %s', async (code) => {
    const problem = new Problem(422, code, 'why')
    const answer = () => new Response(refusalText(problem, 'id'), { status: 422, headers: refusalHeaders(problem) })
    expect(await undescribed('POST', '/api/imports', answer())).toBeNull()
    expect(await undescribed('GET', '/api/events', answer())).not.toBeNull()
  })

  it('offers a choice nowhere that has nothing in it', () => {
    expect(JSON.stringify(description)).not.toContain('"enum":[]')
  })

  it('tells dates, numbers and words of parameters apart', () => {
    const schemas = Object.fromEntries(
      operationAt('get', '/api/bars/{ticker}').parameters.map(({ name, schema }) => [name, schema]),
    )
    expect(schemas.from).toMatchObject({ type: 'string', format: 'date' })
    expect(schemas.max).toEqual({ type: 'integer', minimum: 10, maximum: 100_000 })
    expect(schemas.basis).toMatchObject({ default: 'split', enum: ['raw', 'split', 'total'] })
    const { parameters } = operationAt('get', '/api/impacts')
    expect(parameters.find(({ name }) => name === 'alpha')?.schema).toMatchObject({ type: 'number' })
  })

  it('describes bodies, answers and columns', () => {
    expect(Object.keys(operationAt('post', '/api/events').requestBody?.content ?? {})).toEqual([
      'text/csv',
      'application/json',
    ])
    expect(operationAt('post', '/api/backfills').requestBody?.content['application/json']?.schema).toMatchObject({
      properties: { tickers: { type: 'array' }, from: {} },
      additionalProperties: false,
    })
    const moves = operationAt('get', '/api/moves/{ticker}.csv').responses[200]?.content?.['text/csv']
    expect(moves?.['x-columns']).toContainEqual({
      name: 'abnormal_return',
      type: 'number',
      unit: 'fraction',
      description: 'return less expected return',
    })
    const impact = JSON.stringify(operationAt('get', '/api/impacts/{event}').responses[200])
    for (const field of ['data_version', 'tExact', 'heldBy', 'candidates'])
      expect(`${impact}${JSON.stringify(description.components)}`).toContain(`"${field}"`)
    expect(operationAt('get', '/api/impacts').responses[409]?.description).toContain('no_benchmark')
  })
})
