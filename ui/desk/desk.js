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
    return [conversation, languages];
  }

  const DATA = ["exchange", "quote", "question", "language", "document", "query", "verdict"];

  // Python gets every field, null where a button has none; the place of an exchange is a number.
  function send(event, data, trigger) {
    const fields = Object.fromEntries(DATA.map((name) => [name, data[name] ?? null]));
    if (fields.exchange !== null) fields.exchange = Number(fields.exchange);
    trigger(event, fields);
    if (SLOW.includes(event)) wait();
  }

  // What takes its turn in the server's queue; what is shown until something of it arrives.
  const SLOW = ["suggest", "retry", "reindex", "uploaded", "translate"];
  let waiting = null;

  function wait() {
    clearTimeout(waiting);
    waiting = setTimeout(() => say("waiting"), 200);
  }

  function say(kind) {
    clearTimeout(waiting);
    const notice = document.querySelector("#remark .notice");
    if (notice) notice.textContent = kind ? notice.dataset[kind] : "";
  }

  // Gradio's own notices are in English whatever the reader speaks; they are hidden, ours shown.
  function translateNotices() {
    const notices = document.querySelector(".toast-wrap");
    if (!notices || notices.dataset.translated) return;
    notices.dataset.translated = "yes";
    new MutationObserver(() => {
      const said = notices.querySelector(".toast-body")?.textContent ?? "";
      if (!said) return;
      say(said.includes("busy") ? "busy" : said.includes("onnection") ? "lost" : "failed");
    }).observe(notices, { childList: true, subtree: true });
  }

  function press(button, trigger) {
    const { event, language } = button.dataset;
    if (["cite", "library", "read"].includes(event) && !button.closest(".panel")) opener = button;
    if (event === "language") {
      try {
        localStorage.setItem(LANGUAGE, language);
      } catch {
        // without storage the choice holds until the page is left
      }
    }
    if (["edit", "keep"].includes(event)) questionBox().focus();
    const query = button.parentElement.querySelector("input")?.value;
    send(event, { ...button.dataset, query }, trigger);
  }

  function questionBox() {
    return document.querySelector("#question textarea");
  }

  // A rich copy keeps its footnotes in a word processor and is plain text everywhere else.
  async function copy(button) {
    const { copy: text, copyHtml: html } = button.dataset;
    try {
      const kinds = { "text/plain": new Blob([text], { type: "text/plain" }) };
      if (html) kinds["text/html"] = new Blob([html], { type: "text/html" });
      await navigator.clipboard.write([new ClipboardItem(kinds)]);
    } catch {
      copyWithoutClipboard(text); // plain http, or a browser without the interface
    }
    const label = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = label), 1500);
  }

  function copyWithoutClipboard(text) {
    const box = document.createElement("textarea");
    box.value = text;
    document.body.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
  }

  function download(text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
    link.download = `beleg-${new Date().toISOString().slice(0, 10)}.md`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  // One file after the other, so that each says how far it is and why it was refused.
  async function upload(field, trigger) {
    const report = field.closest(".panel").querySelector(".report");
    const problems = [];
    for (const file of field.files) {
      const problem = await put(file, (percent) => {
        report.textContent = field.dataset.upload.replace("{name}", file.name).replace("{percent}", percent);
      });
      if (problem) problems.push(`${file.name}: ${problem}`);
    }
    field.value = "";
    send("uploaded", { query: problems.join("\n") }, trigger);
  }

  function put(file, tell) {
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("PUT", `./releases/${encodeURIComponent(file.name)}`);
      request.responseType = "json";
      request.upload.onprogress = ({ loaded, total }) => tell(Math.round((100 * loaded) / total));
      request.onload = () => done(request.status === 201 ? "" : request.response?.problem ?? request.statusText);
      request.onerror = () => done("…");
      request.send(file);
    });
  }

  function wire(element, trigger, watch, events) {
    element.addEventListener("click", (click) => {
      const button = click.target.closest("button");
      if (!button) return;
      if (events.includes(button.dataset.event)) press(button, trigger);
      if (button.dataset.copy !== undefined) copy(button);
      if (button.dataset.download !== undefined) download(button.dataset.download);
    });
    element.addEventListener("change", ({ target }) => {
      if (target.dataset.upload) upload(target, trigger);
    });
    let typing = null;
    element.addEventListener("input", ({ target }) => {
      if (!events.includes(target.dataset.input)) return;
      clearTimeout(typing);
      typing = setTimeout(() => send(target.dataset.input, { query: target.value }, trigger), 150);
    });
    watch("value", () => {
      redrawn(element);
      if (overtaken(element)) send("overtaken", {}, trigger);
    });
    redrawn(element);
    translateNotices();
  }

  // Answers come by another way than the rest, so what a click shows may be followed by a view of
  // the page from before it. One look at the page as it stands then has the last word.
  let turn = 0;

  function overtaken(element) {
    const told = element.querySelector("[data-turn]");
    if (!told) return false;
    const now = Number(told.dataset.turn);
    const older = now < turn;
    turn = older ? 0 : now; // whatever comes next is newer, even from a server that was restarted
    return older;
  }

  function redrawn(element) {
    if (element.querySelector(".panel")) panelRedrawn(element);
    if (element.querySelector(".exchange")) transcriptRedrawn(element);
    if (element.querySelector(".panel, .exchange")) say(null);
    const masthead = element.querySelector(".masthead");
    if (masthead) document.documentElement.lang = masthead.lang;
  }

  // Views that lie over the chat in a narrow window, and take the focus when they open.
  const OPEN = ["release", "library"];
  let shown = "";

  function panelRedrawn(element) {
    const frame = element.closest("#sources");
    const panel = element.querySelector(".panel");
    const mark = panel.querySelector("mark.active");
    const { view, key } = panel.dataset;
    for (const day of panel.querySelectorAll("input[type=date]")) {
      if (day !== document.activeElement) day.value = day.getAttribute("value");
    }
    document.body.classList.toggle("panel-open", OPEN.includes(view));
    shieldCovered();
    if (key === shown) return;
    const opened = OPEN.includes(view);
    const wasOpen = shown !== "";
    shown = opened ? key : "";
    if (opened) {
      panel.querySelector(".heading").focus({ preventScroll: true });
    } else if (wasOpen) {
      const lost = document.activeElement === document.body || frame.contains(document.activeElement);
      if (lost && opener?.isConnected) opener.focus(); // not from a reader who has gone on
      opener = null;
    }
    const top = mark ? mark.getBoundingClientRect().top - frame.getBoundingClientRect().top : 0;
    const head = panel.querySelector(".top")?.offsetHeight ?? 0; // it stays and covers the text
    const target = mark ? frame.scrollTop + top - head - (frame.clientHeight - head) / 4 : 0;
    frame.scrollTo({ top: Math.max(0, target), behavior: "instant" });
  }

  // In a narrow window an open panel lies over all else, where no focus may go unseen.
  const narrow = matchMedia("(max-width: 60rem)"); // as in desk.css
  narrow.addEventListener("change", shieldCovered);

  function shieldCovered() {
    const covered = narrow.matches && document.body.classList.contains("panel-open");
    for (const part of document.querySelectorAll("#masthead, #talk")) part.inert = covered;
  }

  let exchanges = 0;
  let follows = false; // the newest question stays at the top until the reader does something there

  function transcriptRedrawn(element) {
    const articles = element.querySelectorAll(".exchange");
    if (articles.length !== exchanges) {
      follows = true;
      for (const doing of ["wheel", "touchmove", "pointerdown", "keydown"]) {
        element.addEventListener(doing, () => (follows = false), { once: true, passive: true });
      }
    }
    exchanges = articles.length;
    if (follows) articles[exchanges - 1].scrollIntoView({ block: "start" });
  }

  document.addEventListener("keydown", (press) => {
    if (press.key === "Enter" && press.target.matches(".upload")) press.target.click();
    const box = questionBox();
    if (press.key === "Enter" && !press.shiftKey && press.target === box && box.value.trim()) wait();
    if (press.key === "ArrowUp" && press.target === box && box.value === "") {
      document.querySelector('.exchange:last-of-type [data-event="edit"]')?.click();
    }
    if (press.key !== "Escape") return;
    const closing = '#limits [data-event="keep"], [data-event="back"]';
    document.querySelector(closing)?.click();
  });

  document.addEventListener("click", ({ target }) => {
    if (target.closest("#ask") && questionBox().value.trim()) wait();
  });

  return { arrive, wire };
})();
