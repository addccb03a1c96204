// The words of this page alone.
export default {
  zh: { title: 'audit' },
  en: { title: 'audit' },
}
