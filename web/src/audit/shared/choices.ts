// Element Plus' list of many choices with a search in it. Its own types cannot be read under
// `exactOptionalPropertyTypes`, so they are given here, as far as we use them.
import { ElOption, ElOptionGroup, ElSelect } from 'element-plus'
import 'element-plus/es/components/select/style/css'
import 'element-plus/es/components/option/style/css'
import 'element-plus/es/components/option-group/style/css'
import type { DefineComponent } from 'vue'

interface ChoicesProps {
  id?: string
  modelValue: string[]
  'onUpdate:modelValue'?: (chosen: string[]) => void
  multiple?: boolean
  filterable?: boolean
  collapseTags?: boolean
  maxCollapseTags?: number
  size?: 'large' | 'default' | 'small'
  placeholder?: string
  noMatchText?: string
  'aria-label'?: string
}

export const Choices = ElSelect as unknown as DefineComponent<ChoicesProps>
export const ChoiceGroup = ElOptionGroup as unknown as DefineComponent<{ label: string }>
export const Choice = ElOption as unknown as DefineComponent<{ value: string; label: string }>
