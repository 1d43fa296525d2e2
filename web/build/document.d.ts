declare module '*.md?blocks' {
  export const blocks: readonly import('../core/document.ts').Block[]
}
