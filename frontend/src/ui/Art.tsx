const files = import.meta.glob<string>('../assets/art/*.svg', {
  eager: true,
  query: '?url',
  import: 'default',
})

/** The scene for a picture key that the server gives; an unknown key has none. */
export function artFile(picture: string | null | undefined): string | undefined {
  return picture ? files[`../assets/art/${picture}.svg`] : undefined
}
