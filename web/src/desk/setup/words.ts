// The words of the set-up; its longer parts have files of their own.
import forms from './words/forms'
import things from './words/things'

export default {
  zh: { setup: { ...forms.zh, ...things.zh } },
  en: { setup: { ...forms.en, ...things.en } },
}
