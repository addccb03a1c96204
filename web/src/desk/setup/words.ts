// The words of this part of the desk.
export default {
  zh: { setup: {} },
  en: { setup: {} },
}
