interface Line {
  units: number
  short: number
  returned: number
}

/** Whether all that could be delivered of an order came back: there is nothing of it left to hand over. */
export const allBack = ({ lines }: { lines: Line[] }) =>
  lines.every(({ units, short, returned }) => units <= short + returned)
