import { describe, expect, it } from 'vitest'
import { countdown, formatFor } from './format'

const es = formatFor('es')
const en = formatFor('en')
const sunday = new Date('2026-11-22T13:04:00Z') // 10:04 in the region

describe('money', () => {
  it('writes whole pesos with a point, also under ten thousand', () => {
    expect(es.pesos(15990)).toBe('$15.990')
    expect(es.pesos(7990)).toBe('$7.990')
    expect(es.pesos(0)).toBe('$0')
  })
  it('names the currency where a bare $ would mean dollars', () => {
    expect(en.pesos(15990)).toBe('CLP\u00a015,990')
  })
})

describe('dates as said aloud', () => {
  it.each([
    ['2026-11-22T12:41:00Z', 'hoy, 9:41'],
    ['2026-11-21T22:15:00Z', 'ayer, 19:15'],
    ['2026-11-23T12:00:00Z', 'mañana, 9:00'],
    ['2026-11-18T19:02:00Z', 'miércoles 18, 16:02'],
    ['2027-01-06T12:00:00Z', '6 de enero de 2027, 9:00'],
  ])('%s is %s', (moment, said) => {
    expect(es.when(moment, sunday)).toBe(said)
  })
  it.each([
    ['2026-11-22T12:41:00Z', 'hoy', 'today'],
    ['2026-11-21T22:15:00Z', 'ayer', 'yesterday'],
    ['2026-11-23T12:00:00Z', 'mañana', 'tomorrow'],
    ['2026-11-18T19:02:00Z', 'el miércoles 18', 'Wednesday 18'],
    ['2026-12-06T12:00:00Z', 'el 6 de diciembre', 'December 6'],
    ['2027-01-06T12:00:00Z', 'el 6 de enero de 2027', 'January 6, 2027'],
  ])('%s is, within a sentence, %s', (moment, spanish, english) => {
    expect(es.onDay(moment, sunday)).toBe(spanish)
    expect(es.onWhen(moment, sunday)).toBe(`${spanish}, ${es.clock(moment)}`)
    expect(en.onDay(moment, sunday)).toBe(english)
    expect(en.onWhen(moment, sunday)).toBe(en.when(moment, sunday))
  })
  it('takes a plain date as a day of the region', () => {
    expect(es.day('2027-01-06', sunday)).toBe('6 de enero de 2027')
    expect(es.dayAloud('2026-11-23', sunday)).toBe('mañana')
    expect(en.dayAloud('2026-11-23', sunday)).toBe('tomorrow')
  })
  it('names the day in short', () => {
    expect(es.dayShort('2027-01-06')).toBe('6 ene')
    expect(es.dayShort('2026-09-30')).toBe('30 sept')
    expect(en.dayShort('2027-01-06')).toBe('Jan 6')
  })
  it('names the day in full', () => {
    expect(es.weekday(sunday)).toBe('domingo 22 de noviembre')
    expect(en.weekday(sunday)).toBe('Sunday November 22')
  })
  it('counts what just happened', () => {
    expect(es.ago(new Date(sunday.getTime() - 4_000), sunday)).toBe('hace un momento')
    expect(es.ago(new Date(sunday.getTime() - 4 * 60_000), sunday)).toBe('hace 4 minutos')
    expect(es.ago('2026-11-21T22:15:00Z', sunday)).toBe('ayer, 19:15')
  })
  it('counts it within a sentence, too', () => {
    expect(es.onAgo(new Date(sunday.getTime() - 4 * 60_000), sunday)).toBe('hace 4 minutos')
    expect(es.onAgo('2026-11-21T22:15:00Z', sunday)).toBe('ayer, 19:15')
    expect(es.onAgo('2026-11-18T19:02:00Z', sunday)).toBe('el miércoles 18, 16:02')
    expect(en.onAgo('2026-11-18T19:02:00Z', sunday)).toBe(en.when('2026-11-18T19:02:00Z', sunday))
  })
})

it('counts down in minutes and seconds and stops at zero', () => {
  expect(countdown(767_000)).toBe('12:47')
  expect(countdown(-5)).toBe('0:00')
})

it('writes a share as a whole percent, and a small one with its decimal', () => {
  expect(es.percent(35.4)).toBe('35\u00a0%')
  expect(es.percent(0.4)).toBe('0,4\u00a0%')
  expect(en.percent(35)).toBe('35%')
})
