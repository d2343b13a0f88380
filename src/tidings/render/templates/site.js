// Says of an old front page that it is old.
(() => {
  "use strict";
  const note = document.querySelector(".stale");
  if (note) note.hidden = Date.now() - Date.parse(note.dataset.made) < note.dataset.hours * 3600e3;
})();

// Tells every time where the reader is, once there is nothing else to do; what the page said stays in the tip.
(window.requestIdleCallback ?? setTimeout)(() => {
  "use strict";
  const page = document.documentElement;
  const home = page.dataset.zone;
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const written = "en-GB"; // as the words around them
  if (!home || !here || here === home) return;

  const told = (options) => new Intl.DateTimeFormat(written, options);
  const hour = { hour: "2-digit", minute: "2-digit", hour12: false };
  const day = { day: "numeric", month: "long" };
  const whole = told({ ...day, ...hour, year: "numeric", timeZoneName: "short" });
  const brief = told({ ...day, ...hour });
  const clock = told(hour);
  const date = (at, timeZone) => at.toLocaleDateString("sv", { timeZone });

  for (const time of document.querySelectorAll("time[datetime*='T']")) {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.getTime())) continue;
    const isBrief = time.title !== "";
    const isClock = isBrief && /^\d\d:\d\d$/.test(time.textContent) && date(at, home) === date(at, here);
    if (!isBrief) time.title = time.textContent;
    time.textContent = (isClock ? clock : isBrief ? brief : whole).format(at);
  }
});
