// The error summary takes the focus, so that a screen reader says it first.
const summary = document.querySelector("[data-takes-focus]");
if (summary) summary.focus();

// A second tap on a slow connection must not send the same form twice.
const forget = () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  // A request that never answers must not lock the page for ever.
  setTimeout(forget, 15000);
});
window.addEventListener("pageshow", forget);
