import type { Language } from "../domain/label.ts";

/** What a page that can't be shown, or can't do as it was told, says instead: what happened, and what to do. */
export type FailureKind =
  | "broken-link"
  | "closed"
  | "nothing-here"
  | "unreadable"
  | "wrong-way"
  | "overtaken"
  | "not-offered"
  | "too-much"
  | "too-often"
  | "our-fault"
  | "not-ready"
  | "unsure"
  | "not-kept"
  | "no-room";

export interface FailureText {
  readonly title: string;
  readonly sentence: string;
}

interface FailureTexts {
  readonly kinds: Readonly<Record<FailureKind, FailureText>>;
  /** To open the same page once more; absent where that would show the same again. */
  readonly openAgain: string;
  readonly waitFor: (minutes: number) => string;
  readonly tellUs: (requestId: string) => string;
}

export const FAILURE_TEXTS: Readonly<Record<Language, FailureTexts>> = {
  ru: {
    kinds: {
      "broken-link": {
        title: "Ссылка не сработала",
        sentence:
          "Похоже, ссылка скопирована не целиком. Откройте её ещё раз из сообщения или отключите украшение в приложении.",
      },
      closed: {
        title: "Страница закрылась",
        sentence: "Ради вашей безопасности она открывается ненадолго. Откройте её ещё раз из приложения оператора.",
      },
      "nothing-here": {
        title: "Такой страницы нет",
        sentence: "Проверьте адрес или откройте ссылку ещё раз из сообщения или из приложения оператора.",
      },
      unreadable: {
        title: "Не получилось",
        sentence:
          "Нажатие дошло до нас в искажённом виде, и мы ничего не меняли. Откройте страницу заново и нажмите кнопку ещё раз.",
      },
      "wrong-way": {
        title: "Не получилось",
        sentence:
          "Эту страницу открыли не так, как обычно, и мы ничего не меняли. Откройте её в браузере и нажмите нужную кнопку.",
      },
      overtaken: {
        title: "Ответ уже дан",
        sentence: "На это уже ответили иначе. Откройте страницу заново: на ней всё, как есть сейчас.",
      },
      "not-offered": {
        title: "Здесь этого нет",
        sentence:
          "На этой странице такого нет, и мы ничего не меняли. Откройте её заново и выберите из того, что на ней есть.",
      },
      "too-much": {
        title: "Не получилось",
        sentence:
          "Пришло слишком много данных, и мы ничего не меняли. Откройте страницу заново и нажмите кнопку ещё раз.",
      },
      "too-often": {
        title: "Слишком часто",
        sentence:
          "Так много раз подряд нельзя. Ничего из сказанного раньше не пропало, а отключить украшение можно и сейчас.",
      },
      "our-fault": {
        title: "Что-то сломалось у нас",
        sentence:
          "Мы не уверены, что всё получилось. Откройте страницу заново и посмотрите, что на ней. Отключить украшение можно и в приложении.",
      },
      "not-ready": {
        title: "Сейчас не получается",
        sentence: "Мы не смогли ничего показать или изменить. Попробуйте через минуту: ссылка останется рабочей.",
      },
      unsure: {
        title: "Ваш выбор сейчас недоступен",
        sentence:
          "Мы ничего не сохранили: ваш прежний выбор сейчас недоступен, и мы его восстанавливаем. До тех пор украшение вам не показываем. Попробуйте позже: ссылка останется рабочей.",
      },
      "not-kept": {
        title: "Не удалось сохранить",
        sentence:
          "Мы не смогли это сохранить, и ничего не изменилось. Попробуйте ещё раз чуть позже или скажите об этом в поддержке.",
      },
      "no-room": {
        title: "Сейчас не получается",
        sentence:
          "Мы ничего не изменили: сейчас можно только отключать. Попробуйте ещё раз через несколько минут: ссылка останется рабочей.",
      },
    },
    openAgain: "Открыть страницу заново",
    waitFor: (minutes) => `Попробуйте через ${minutes} мин.`,
    tellUs: (requestId) => `Если не поможет, напишите в поддержку и назовите номер: ${requestId}`,
  },
  en: {
    kinds: {
      "broken-link": {
        title: "This link did not work",
        sentence:
          "The link seems to be incomplete. Open it again from the message, or switch the decoration off in the app.",
      },
      closed: {
        title: "This page has closed",
        sentence: "For your safety it opens for a short while only. Open it again from the operator’s app.",
      },
      "nothing-here": {
        title: "There is no such page",
        sentence: "Check the address, or open the link again from the message or from the operator’s app.",
      },
      unreadable: {
        title: "That did not work",
        sentence:
          "Your press reached us garbled, so we changed nothing. Open the page again and press the button once more.",
      },
      "wrong-way": {
        title: "That did not work",
        sentence:
          "The page was opened in an unusual way, so we changed nothing. Open it in a browser and press the button you want.",
      },
      overtaken: {
        title: "It has been answered already",
        sentence: "Another answer was given meanwhile. Open the page again: it shows how things stand now.",
      },
      "not-offered": {
        title: "That is not on offer here",
        sentence: "This page has nothing like that, so we changed nothing. Open it again and choose from what it has.",
      },
      "too-much": {
        title: "That did not work",
        sentence:
          "Too much data came along, so we changed nothing. Open the page again and press the button once more.",
      },
      "too-often": {
        title: "Too often",
        sentence:
          "That was too many times in a row. Nothing that you said before is lost, and switching off works even now.",
      },
      "our-fault": {
        title: "Something broke on our side",
        sentence:
          "We are not sure that it worked. Open the page again and see what it says. You can also switch the decoration off in the app.",
      },
      "not-ready": {
        title: "Not just now",
        sentence: "We could not show or change anything. Try again in a minute: the link goes on working.",
      },
      unsure: {
        title: "Your choice is out of reach just now",
        sentence:
          "We kept nothing: what you chose before can’t be looked up, and we are bringing it back. Until then you are shown no decoration. Try again later: the link goes on working.",
      },
      "not-kept": {
        title: "It could not be kept",
        sentence: "We could not keep what you said, so nothing has changed. Try again a little later, or tell support.",
      },
      "no-room": {
        title: "Not just now",
        sentence:
          "We changed nothing: just now things can only be switched off. Try again in some minutes: the link goes on working.",
      },
    },
    openAgain: "Open the page again",
    waitFor: (minutes) => `Try again in ${minutes} min.`,
    tellUs: (requestId) => `If that does not help, write to support and quote this number: ${requestId}`,
  },
};
