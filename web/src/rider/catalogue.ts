// Names and categories of the city, kept on the phone so that a report can be made without a network.
import { onMounted, shallowRef } from 'vue'
import type { Problem } from '@/api/client'
import { asProblem } from '@/api/client'
import { fillCity, loadCity, useCity, type CityNames, type CityTold } from '@/shared/city'
import { keep, kept } from './store/kept'

const NAME = 'city'
const problem = shallowRef<Problem>()
let begun: Promise<void> | undefined

async function begin(): Promise<void> {
  const old = kept<CityTold>(NAME).then((found) => {
    if (found && !useCity().categories.value.length) fillCity(found.data)
  })
  try {
    const told = await loadCity()
    problem.value = undefined
    void keep(NAME, told)
  } catch (error) {
    await old
    problem.value = asProblem(error)
    begun = undefined
  }
}

export function useCatalogue(): CityNames & { problem: typeof problem; again: () => Promise<void> } {
  const again = (): Promise<void> => (begun ??= begin())
  onMounted(again)
  return { ...useCity(), problem, again }
}
