// Draws the comunas as SVG paths: scripts/comunas.topo.json → src/assets/comunas.json.
// Outlines: public vector maps of the Biblioteca del Congreso Nacional de Chile, generalised to about 1 km.
import { readFileSync, writeFileSync } from 'node:fs'

const here = new URL('.', import.meta.url)
const topology = JSON.parse(readFileSync(new URL('comunas.topo.json', here), 'utf8'))
const { scale, translate } = topology.transform

const south = -32.29
const north = -29.03
const west = -71.73
const height = 553
const perDegree = height / (north - south)
// A degree of longitude is shorter than one of latitude; at the middle of the region by this much.
const narrower = Math.cos((((south + north) / 2) * Math.PI) / 180)

const arcs = topology.arcs.map((arc) => {
  let x = 0
  let y = 0
  return arc.map(([dx, dy]) => {
    x += dx
    y += dy
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]]
  })
})

const onPaper = ([longitude, latitude]) => [
  (longitude - west) * perDegree * narrower,
  (north - latitude) * perDegree,
]

const number = (value) => String(Math.round(value * 10) / 10)

function ring(indexes) {
  const points = indexes.flatMap((index, place) => {
    const arc = index >= 0 ? arcs[index] : [...arcs[~index]].reverse()
    return place === 0 ? arc : arc.slice(1)
  })
  const drawn = points.slice(0, -1).map(onPaper)
  return `${drawn.map(([x, y], place) => `${place === 0 ? 'M' : 'L'}${number(x)} ${number(y)}`).join('')}Z`
}

const comunas = topology.objects.comunas.geometries
  .map((geometry) => {
    const polygons = geometry.type === 'Polygon' ? [geometry.arcs] : geometry.arcs
    return {
      cut: geometry.properties.cut,
      path: polygons.map((polygon) => polygon.map(ring).join('')).join(''),
    }
  })
  .sort((a, b) => a.cut.localeCompare(b.cut))

const out = { box: '-52 -6 345 565', comunas }
writeFileSync(new URL('../src/assets/comunas.json', here), `${JSON.stringify(out)}\n`)
console.log(`${comunas.length} comunas drawn`)
