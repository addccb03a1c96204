import { startPage } from '@/shared/page'
import Page from './Page.vue'
import words from './words'

startPage(Page, words)
