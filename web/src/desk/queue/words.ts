// The words of this part of the desk.
export default {
  zh: { queue: {} },
  en: { queue: {} },
}
