import { describe, expect, it } from 'vitest'
import { formulaOf } from '../../../web/build/formula.ts'
import type { MathNode } from '../../../web/core/document.ts'

const written = (nodes: readonly (MathNode | string)[]): string =>
  nodes
    .map((node) => (typeof node === 'string' ? node : `<${node.tag}>${written(node.children)}</${node.tag}>`))
    .join('')

// What MathML Core says of each: https://www.w3.org/TR/mathml-core/, written by hand.
describe('formulaOf', () => {
  it.each([
    ['x_t', '<msub><mi>x</mi><mi>t</mi></msub>'],
    ['s^2 C', '<msup><mi>s</mi><mn>2</mn></msup><mi>C</mi>'],
    ['e_t^2', '<msubsup><mi>e</mi><mi>t</mi><mn>2</mn></msubsup>'],
    ['P_{t-1}', '<msub><mi>P</mi><mrow><mi>t</mi><mo>−</mo><mn>1</mn></mrow></msub>'],
    ['\\frac{1}{M}', '<mfrac><mn>1</mn><mi>M</mi></mfrac>'],
    ['\\sqrt{v_i}', '<msqrt><msub><mi>v</mi><mi>i</mi></msub></msqrt>'],
    ['\\sum_{i<j} r', '<munder><mo>∑</mo><mrow><mi>i</mi><mo>&lt;</mo><mi>j</mi></mrow></munder><mi>r</mi>'],
    ['\\bar{R}_m', '<msub><mover><mi>R</mi><mo>‾</mo></mover><mi>m</mi></msub>'],
    ['\\ln(\\alpha)', '<mi>ln</mi><mo>(</mo><mi>α</mi><mo>)</mo>'],
    ['\\text{ar} \\pm 1.5', '<mtext>ar</mtext><mo>±</mo><mn>1.5</mn>'],
    ['1,308', '<mn>1,308</mn>'],
    ['(n, x)', '<mo>(</mo><mi>n</mi><mo>,</mo><mi>x</mi><mo>)</mo>'],
    ['\\#\\{u\\}', '<mo>#</mo><mo>{</mo><mi>u</mi><mo>}</mo>'],
  ])('%s', (tex, markup) => expect(written(formulaOf(tex)).replaceAll('<mo><</mo>', '<mo>&lt;</mo>')).toBe(markup))

  it.each(['\\alert{1}', 'x_{t', '\\frac{1}', 'x & y', '\\text x', 'a}'])('refuses %s', (tex) =>
    expect(() => formulaOf(tex)).toThrow(/Cannot show/),
  )
})
