import '@/design/table.css'
import '@/design/form.css'
import 'element-plus/theme-chalk/dark/css-vars.css'
import '@/design/element.css'
import { startPage } from '@/shared/page'
import Page from './Page.vue'
import words from './words'

startPage(Page, words)
