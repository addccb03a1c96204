// The countdown's clock against the worked examples of the published rules (calendar of 2026).
import { describe, expect, it } from 'vitest'
import { inWorkingTime, isWorkingDay, workingSeconds, type Calendar } from '@/shared/workclock'

const days = (text: string): string[] => text.split(' ').map((day) => `2026-${day}`)
const CALENDAR: Calendar = {
  slots: [{ opens: 8 * 60, closes: 12 * 60 }, { opens: 14 * 60, closes: 18 * 60 }],
  fixed: ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'],
  years: {
    2026: {
      holidays: days(
        '01-01 01-02 01-03 02-15 02-16 02-17 02-18 02-19 02-20 02-21 02-22 02-23 04-04 04-05 04-06 05-01 05-02 05-03 05-04 05-05 ' +
        '06-19 06-20 06-21 09-25 09-26 09-27 10-01 10-02 10-03 10-04 10-05 10-06 10-07',
      ),
      make_up_days: days('01-04 02-14 02-28 05-09 09-20 10-10'),
    },
  },
}
const HOUR = 3600
const WORK_DAY = 8 * HOUR

function china(day: string): number {
  return Date.parse(`${day.length > 11 ? day.replace(' ', 'T') : `2026-${day.replace(' ', 'T')}`}:00+08:00`)
}

function between(from: string, until: string): number {
  return workingSeconds(CALENDAR, china(from), china(until))
}

describe('working time until a deadline', () => {
  it.each([
    ['lunch', '11-23 11:30', HOUR, '11-23 14:30'],
    ['weekend', '11-21 10:00', 2 * HOUR, '11-23 10:00'],
    ['slot end', '11-20 14:00', 4 * HOUR, '11-20 18:00'],
    ['make-up Sunday', '09-18 16:30', 4 * HOUR, '09-20 10:30'],
    ['holiday week', '09-30 15:00', WORK_DAY, '10-08 15:00'],
    ['make-up Saturday', '02-09 09:00', 5 * WORK_DAY, '02-14 09:00'],
    ['May holidays', '04-30 17:00', 3 * WORK_DAY, '05-08 17:00'],
    ['a year not published yet', '12-31 17:00', 2 * WORK_DAY, '2027-01-05 17:00'],
  ])('is what the worked example says: %s', (_, start, limit, due) => {
    expect(between(start, due)).toBe(limit)
  })

  it.each([
    ['11-23 10:00', '11-25 15:00', 3 * HOUR, '11-25 18:00'], // an hour was used before the pause
    ['11-23 20:00', '11-25 15:00', 2 * HOUR, '11-25 17:00'], // the pause began outside the slots
  ])('goes on with what was left after a pause from %s to %s', (_, resumed, left, due) => {
    expect(between(resumed, due)).toBe(left)
  })

  it('stands still at night, at lunch and on holidays', () => {
    expect(between('11-20 18:00', '11-23 08:00')).toBe(0)
    expect(between('11-23 12:00', '11-23 14:00')).toBe(0)
    expect(between('10-01 00:00', '10-08 08:00')).toBe(0)
  })

  it('counts backwards once the deadline is over', () => {
    expect(between('11-23 15:00', '11-23 11:00')).toBe(-2 * HOUR)
    expect(between('11-23 15:00', '11-23 15:00')).toBe(0)
  })

  it('adds up, wherever it is cut', () => {
    const [start, end] = [china('02-09 09:00'), china('03-02 11:00')]
    const whole = workingSeconds(CALENDAR, start, end)
    for (let cut = start; cut < end; cut += 5 * 3600 * 1000 + 137_000) {
      const parts = workingSeconds(CALENDAR, start, cut) + workingSeconds(CALENDAR, cut, end)
      expect(parts).toBe(whole)
    }
  })

  it('is the same whatever clock the reader lives by', () => {
    expect(isWorkingDay(CALENDAR, Date.UTC(2026, 8, 20) / 86_400_000)).toBe(true) // a make-up Sunday
    expect(isWorkingDay(CALENDAR, Date.UTC(2026, 9, 7) / 86_400_000)).toBe(false)
    expect(isWorkingDay(CALENDAR, Date.UTC(2027, 0, 1) / 86_400_000)).toBe(false) // fixed by regulation
    expect(isWorkingDay(CALENDAR, Date.UTC(2027, 0, 4) / 86_400_000)).toBe(true)
  })
})

describe('the unit of a limit', () => {
  it.each([
    ['work_hour', true], ['work_day', true], ['urgent_minute', false], ['urgent_hour', false], ['urgent_day', false], ['natural_day', false],
  ])('%s counts working time: %s', (unit, working) => {
    expect(inWorkingTime(unit)).toBe(working)
  })
})
