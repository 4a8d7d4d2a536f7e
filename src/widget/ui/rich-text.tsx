import type { Block, Inline } from '../text/markdown.ts'

const part = (inline: Inline) => {
  switch (inline.kind) {
    case 'text':
      return inline.text
    case 'bold':
      return <strong>{inline.children.map(part)}</strong>
    case 'link':
      return (
        <a href={inline.href} target="_blank" rel="noopener noreferrer nofollow">
          {inline.text}
        </a>
      )
  }
}

/** The tree of text/markdown.ts as elements: p, ul, ol, li, strong, a. Nothing else can come out of it. */
export const RichText = ({ blocks }: { blocks: Block[] }) => <>{blocks.map(block)}</>

const block = (each: Block) => {
  if (each.kind === 'paragraph') return <p>{each.children.map(part)}</p>
  const items = each.items.map((item) => <li>{item.map(part)}</li>)
  return each.ordered ? <ol start={each.start}>{items}</ol> : <ul>{items}</ul>
}
