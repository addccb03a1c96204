// Reply templates: words the city wrote down for what is said every day. Without them one types.
import { api, taken, type Shapes } from '@/api/client'

export type Template = Shapes['TemplateShown']

let asked: Promise<Template[]> | undefined

export function templates(): Promise<Template[]> {
  asked ??= taken(api.GET('/v1/templates')).then(
    ({ items }) => items,
    () => {
      asked = undefined
      return []
    },
  )
  return asked
}
