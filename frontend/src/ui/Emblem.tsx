const files = import.meta.glob<string>('../assets/emblems/*.svg', {
  eager: true,
  query: '?url',
  import: 'default',
})

export type EmblemName =
  | 'bottle'
  | 'cheese'
  | 'generic'
  | 'goat'
  | 'jar'
  | 'loom'
  | 'olive'
  | 'pajarete'
  | 'papaya'
  | 'shell'
  | 'star'
  | 'still'
  | 'stone'

function fileOf(name: string): string {
  return files[`../assets/emblems/${name}.svg`] ?? files['../assets/emblems/generic.svg'] ?? ''
}

/** A drawn sign of a kind of product. It adds nothing to the words beside it. */
export function Emblem({ name, size }: { name: EmblemName | (string & {}); size: number }) {
  return <img src={fileOf(name)} alt="" width={size} height={size} />
}
