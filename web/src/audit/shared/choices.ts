// Element Plus' list of many choices with a search in it. Its own types cannot be read under
// `exactOptionalPropertyTypes`, so they are given here, as far as we use them. Its groups are left
// out: inside a listbox they are no options, and screen readers lose count.
import { ElOption, ElSelect } from 'element-plus'
import 'element-plus/es/components/select/style/css'
import 'element-plus/es/components/option/style/css'
import type { DefineComponent } from 'vue'

interface ChoicesProps {
  id?: string
  modelValue: string[]
  'onUpdate:modelValue'?: (chosen: string[]) => void
  multiple?: boolean
  filterable?: boolean
  reserveKeyword?: boolean // whether what was typed stays after a choice
  collapseTags?: boolean
  maxCollapseTags?: number
  size?: 'large' | 'default' | 'small'
  placeholder?: string
  noMatchText?: string
  'aria-label'?: string
  teleported?: boolean // out of the page's landmarks, to the end of the body
  onVisibleChange?: (open: boolean) => void
}

export const Choices = ElSelect as unknown as DefineComponent<ChoicesProps>
export const Choice = ElOption as unknown as DefineComponent<{ value: string; label: string }>

// The list scrolls, so it must be reached by keyboard; Element leaves that out.
export function reachable(within: Element | null | undefined): void {
  within?.querySelectorAll<HTMLElement>('.el-select-dropdown__wrap').forEach((one) => {
    one.tabIndex = 0
  })
}
