// What every page needs to know of the city: names of offices and categories, its calendar.
import { computed, shallowRef, type ComputedRef } from 'vue'
import { api, taken, type Shapes } from '@/api/client'
import { language } from '@/i18n'
import type { Calendar } from './workclock'

export type Office = Shapes['OfficeShown']
export type Category = Shapes['CategoryShown']
export type City = Shapes['CityShown']

const offices = shallowRef<Office[]>([])
const categories = shallowRef<Category[]>([])
const city = shallowRef<City>()
let asked: Promise<CityTold> | undefined

export interface CityTold {
  offices: Office[]
  categories: Category[]
  city: City
}

// Says what the city is, from an answer that was kept for the time without a network.
export function fillCity(told: CityTold): void {
  offices.value = told.offices
  categories.value = told.categories
  city.value = told.city
}

async function load(): Promise<CityTold> {
  const [all, catalogue, about] = await Promise.all([
    taken(api.GET('/v1/offices')),
    taken(api.GET('/v1/categories')),
    taken(api.GET('/v1/city')),
  ])
  const told = { offices: all.items, categories: catalogue.items, city: about }
  fillCity(told)
  return told
}

// Asks once a page; a failure is told to whoever waits, and the next call asks again.
export function loadCity(): Promise<CityTold> {
  asked ??= load().catch((error: unknown) => {
    asked = undefined
    throw error
  })
  return asked
}

const officeNames = computed(() => {
  const names = new Map<string, string>()
  for (const office of offices.value) {
    names.set(office.code, office.name)
    for (const community of office.communities) names.set(community.code, community.name)
  }
  return names
})
const byCode = computed(() => new Map(categories.value.map((one) => [one.code, one])))

export interface CityNames {
  offices: typeof offices
  categories: typeof categories
  city: typeof city
  calendar: ComputedRef<Calendar | undefined>
  place: (code: string | null | undefined) => string // an office or community
  category: (code: string | null | undefined) => string
  condition: (code: string | null | undefined) => string
  unit: (category: string, condition: string | null | undefined) => string | undefined // of its limit
}

export function useCity(): CityNames {
  const en = (): boolean => language() === 'en'
  return {
    offices,
    categories,
    city,
    calendar: computed(() => city.value?.calendar),
    place: (code) => (code ? (officeNames.value.get(code) ?? code) : ''),
    category: (code) => {
      const found = code ? byCode.value.get(code) : undefined
      return found ? (en() ? found.name_en : found.name) : (code ?? '')
    },
    condition: (code) => {
      const found = code ? byCode.value.get(code.split('.')[0] ?? '')?.conditions.find((one) => one.code === code) : undefined
      return found ? (en() ? found.name_en : found.name) : (code ?? '')
    },
    unit: (category, condition) => {
      const conditions = byCode.value.get(category)?.conditions
      return (conditions?.find((one) => one.code === condition) ?? conditions?.[0])?.limit.unit
    },
  }
}
