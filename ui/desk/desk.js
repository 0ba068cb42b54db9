// The few things the page does by itself: who the reader is, sending clicks on, showing the mark.
"use strict";

window.desk = (() => {
  const CONVERSATION = "beleg-conversation";
  const LANGUAGE = "beleg-language";
  let opener = null; // the chip that opened a release, to give the focus back to

  // A private window may refuse storage; then the conversation ends with the page.
  function remembered(storage, key, make) {
    try {
      const known = storage().getItem(key);
      if (known || !make) return known;
      const made = make();
      storage().setItem(key, made);
      return made;
    } catch {
      return make ? make() : null;
    }
  }

  function randomId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function arrive() {
    const chosen = remembered(() => localStorage, LANGUAGE);
    const languages = [chosen, ...navigator.languages].filter(Boolean).join(",");
    const conversation = remembered(() => sessionStorage, CONVERSATION, randomId);
    return [{ conversation, languages }];
  }

  function send(button, trigger) {
    const { event, exchange, quote, question, language } = button.dataset;
    if (event === "cite") opener = button.closest("#transcript") ? button : opener;
    if (event === "language") {
      try {
        localStorage.setItem(LANGUAGE, language);
      } catch {
        // without storage the choice holds until the page is left
      }
    }
    trigger(event, {
      exchange: exchange === undefined ? null : Number(exchange),
      quote: quote ?? null,
      question: question ?? null,
      language: language ?? null,
    });
  }

  function wire(element, trigger, watch, events) {
    element.addEventListener("click", (click) => {
      const button = click.target.closest("[data-event]");
      if (button && events.includes(button.dataset.event)) send(button, trigger);
    });
    watch("value", () => redrawn(element));
    redrawn(element);
  }

  function redrawn(element) {
    if (element.querySelector(".panel")) panelRedrawn(element);
    if (element.querySelector(".exchange")) transcriptRedrawn(element);
    const masthead = element.querySelector(".masthead");
    if (masthead) document.documentElement.lang = masthead.lang;
  }

  let view = "quotes";
  let marked = null;

  function panelRedrawn(element) {
    const panel = element.querySelector(".panel");
    const frame = element.closest("#sources");
    const mark = panel.querySelector("mark.active");
    const shown = `${panel.dataset.view} ${panel.dataset.exchange} ${panel.dataset.quote}`;
    const release = panel.dataset.view === "release";
    document.body.classList.toggle("release-open", release);
    if (release && mark && shown !== marked) {
      panel.querySelector(".heading").focus({ preventScroll: true });
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      const box = frame.getBoundingClientRect();
      const top = mark.getBoundingClientRect().top - box.top + frame.scrollTop;
      frame.scrollTo({
        top: Math.max(0, top - frame.clientHeight / 3),
        behavior: calm || view !== "release" ? "instant" : "smooth",
      });
    } else if (!release && view === "release") {
      frame.scrollTo({ top: 0 });
      if (opener?.isConnected) opener.focus();
      opener = null;
    }
    view = panel.dataset.view;
    marked = shown;
  }

  let exchanges = 0;

  function transcriptRedrawn(element) {
    const articles = element.querySelectorAll(".exchange");
    const last = articles[articles.length - 1];
    if (articles.length !== exchanges) last.scrollIntoView({ block: "start" });
    exchanges = articles.length;
  }

  document.addEventListener("keydown", (press) => {
    if (press.key !== "Escape") return;
    const back = document.querySelector('[data-event="back"]');
    if (back) back.click();
  });

  return { arrive, wire };
})();
