/**
 * After a move to another page the focus goes to its title. The title may arrive later than the move
 * (its data are still on the way), so the wish is kept until a title takes it.
 */
let wanted = false

export function wantTitleFocus(): void {
  wanted = true
}

export function takeTitleFocus(title: HTMLElement): void {
  if (!wanted) return
  wanted = false
  title.focus({ preventScroll: true })
}
