// The words of this page alone.
export default {
  zh: { title: 'rider' },
  en: { title: 'rider' },
}
