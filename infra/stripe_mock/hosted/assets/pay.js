// Comfort only: everything works without it.
const form = document.querySelector("form[data-paying]");
const left = document.getElementById("left");
const problem = document.getElementById("problem");

if (problem) problem.focus();

if (form) {
  const number = form.elements.namedItem("number");
  number.addEventListener("input", () => {
    if (number.selectionStart !== number.value.length) return; // do not move the caret while a digit is mended
    const digits = number.value.replace(/\D/g, "").slice(0, 19);
    number.value = digits.replace(/(.{4})(?=.)/g, "$1 ");
  });
  const expiry = form.elements.namedItem("expiry");
  expiry.addEventListener("input", (event) => {
    if (event.inputType && event.inputType.startsWith("delete")) return;
    if (/^\d{2}$/.test(expiry.value)) expiry.value += "/";
  });
  const button = form.querySelector("button");
  const words = button.textContent;
  form.addEventListener("submit", (event) => {
    if (button.getAttribute("aria-disabled") === "true") {
      event.preventDefault();
      return;
    }
    button.setAttribute("aria-disabled", "true");
    button.textContent = form.dataset.paying;
  });
  window.addEventListener("pageshow", () => {
    button.removeAttribute("aria-disabled");
    button.textContent = words;
  });
}

if (left) {
  // The shop may end the session earlier than its clock: ask now and then, and read the page anew when it is over.
  const ask = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(left.dataset.status, { headers: { accept: "application/json" } });
      if (answer.ok && (await answer.json()).status !== "open") location.reload();
    } catch {
      // no line: the next question may get through
    }
  };
  setInterval(ask, 5000);
  document.addEventListener("visibilitychange", ask);
  const end = performance.now() + Number(left.dataset.seconds) * 1000;
  const minutes = left.textContent.match(/\d+ min/);
  if (minutes && Number(left.dataset.seconds) < 3600) {
    const tick = () => {
      const rest = Math.max(0, Math.floor((end - performance.now()) / 60000));
      left.textContent = left.textContent.replace(/\d+ min/, `${Math.max(rest, 1)} min`);
    };
    setInterval(tick, 15000);
  }
}
