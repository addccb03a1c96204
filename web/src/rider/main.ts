import './rider.css'
import { startPage } from '@/shared/page'
import Page from './Page.vue'
import { mendOldParts, startWorker } from './installing'
import { fetchViews } from './views'
import words from './words'

startPage(Page, words)
mendOldParts()
startWorker()
fetchViews()
