// Element Plus' list with a search in it, for long catalogues. Its own types cannot be read under
// `exactOptionalPropertyTypes`, so they are given here, as far as this page uses them.
import { ElOption, ElOptionGroup, ElSelect } from 'element-plus'
import 'element-plus/es/components/option-group/style/css'
import 'element-plus/es/components/option/style/css'
import 'element-plus/es/components/select/style/css'
import '@/design/element.css'
import type { DefineComponent } from 'vue'

interface ChoicesProps {
  id?: string
  modelValue: string
  'onUpdate:modelValue'?: (chosen: string) => void
  filterable?: boolean
  placeholder?: string
  noMatchText?: string
  'aria-label'?: string
}

export const Choices = ElSelect as unknown as DefineComponent<ChoicesProps>
export const ChoiceGroup = ElOptionGroup as unknown as DefineComponent<{ label: string }>
export const Choice = ElOption as unknown as DefineComponent<{ value: string; label: string }>
