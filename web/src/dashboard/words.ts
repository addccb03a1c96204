// The words of this page alone.
export default {
  zh: { title: 'dashboard' },
  en: { title: 'dashboard' },
}
