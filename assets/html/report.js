"use strict";
// Tables can be sorted and copied, and a figure shows where it comes from. The file reads whole without this.
(() => {
  const make = (name, text, parent) => {
    const element = document.createElement(name);
    element.textContent = text;
    parent.append(element);
    return element;
  };
  const button = (text, parent, act) => {
    const made = make("button", text, parent);
    made.type = "button";
    made.addEventListener("click", () => act(made));
    return made;
  };

  // A cell as a Swedish spreadsheet takes it: digits with a decimal comma and an ASCII minus.
  const plain = (cell) => {
    const text = cell.textContent.trim();
    const figure = cell.querySelector("data");
    return figure ? text.replace(/[\s\u00a0\u202f]/g, "").replace(/\u2212/g, "-") : text.replace(/\s+/g, " ");
  };
  const number = (cell) => {
    if (!cell.querySelector("data")) return null;
    const value = Number(plain(cell).replace(",", ".").replace("%", ""));
    return Number.isNaN(value) ? null : value;
  };
  const compare = (left, right) => {
    const [a, b] = [number(left), number(right)];
    if (a !== null && b !== null) return a - b;
    if (a !== null || b !== null) return a === null ? 1 : -1;
    return left.textContent.trim().localeCompare(right.textContent.trim(), "sv");
  };

  // Sums keep their place: only the ordinary rows between them change order.
  const sort = (table, column, ascending) => {
    for (const body of table.tBodies) {
      let run = [];
      const settle = (before) => {
        run.sort((a, b) => (ascending ? 1 : -1) * compare(a.cells[column], b.cells[column]));
        run.forEach((row) => body.insertBefore(row, before));
        run = [];
      };
      for (const row of [...body.rows]) {
        if (row.className === "line") run.push(row);
        else settle(row);
      }
      settle(null);
    }
  };

  for (const table of document.querySelectorAll("table")) {
    const lines = table.querySelectorAll("tbody tr.line").length;
    const tools = document.createElement("div");
    tools.className = "tools";
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    button("Kopiera tabellen", tools, async () => {
      const rows = [...table.rows].map((row) => [...row.cells].map(plain).join("\t"));
      try {
        await navigator.clipboard.writeText(rows.join("\n") + "\n");
        said.textContent = "Tabellen är kopierad.";
      } catch {
        said.textContent = "Webbläsaren tillåter inte kopiering.";
      }
    });
    const original = [...table.tBodies].map((body) => [...body.rows]);
    if (lines > 2) {
      const restore = button("Ursprunglig ordning", tools, () => {
        original.forEach((rows, at) => table.tBodies[at].append(...rows));
        table.querySelectorAll("th[aria-sort]").forEach((head) => head.removeAttribute("aria-sort"));
        restore.hidden = true;
        said.textContent = "";
      });
      restore.hidden = true;
      [...table.tHead.rows[table.tHead.rows.length - 1].cells].forEach((head, column) => {
        if (head.tagName !== "TH" || head.colSpan > 1) return;
        const name = head.textContent.trim();
        if (!name) return;
        const content = [...head.childNodes];
        const sorter = button("", head, () => {
          const ascending = head.getAttribute("aria-sort") !== "ascending";
          table.querySelectorAll("th[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
          head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
          sort(table, column, ascending);
          restore.hidden = false;
          said.textContent = `Sorterad efter ${name}, ${ascending ? "stigande" : "fallande"}.`;
        });
        sorter.append(...content);
        sorter.title = "Sortera";
      });
    }
    tools.append(said);
    table.parentElement.after(tools);
  }

  const figures = [...document.querySelectorAll("[data-origin]")];
  if (figures.length === 0) return;
  const box = document.createElement("div");
  box.className = "origin";
  box.id = "f-origin";
  box.setAttribute("role", "tooltip");
  box.hidden = true;
  document.body.append(box);
  const show = (figure) => {
    box.textContent = figure.dataset.origin;
    box.hidden = false;
    const at = figure.getBoundingClientRect();
    const left = Math.min(at.left, document.documentElement.clientWidth - box.offsetWidth - 8);
    box.style.setProperty("left", `${Math.max(8, left) + scrollX}px`);
    box.style.setProperty("top", `${at.bottom + scrollY + 4}px`);
    figure.setAttribute("aria-describedby", box.id);
  };
  const hide = () => {
    box.hidden = true;
    document.querySelectorAll("[aria-describedby='f-origin']").forEach((it) => it.removeAttribute("aria-describedby"));
  };
  const over = (event) => event.target.closest("[data-origin]");
  document.addEventListener("pointerover", (event) => {
    const figure = over(event);
    if (figure) show(figure);
    else if (!event.target.closest(".origin")) hide();
  });
  document.addEventListener("focusin", (event) => (over(event) ? show(over(event)) : hide()));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  // Hundreds of figures in the order of the tab key would be in the way; they are there for who asks.
  const header = document.querySelector(".masthead");
  const toggle = button("Visa siffrornas ursprung", header, () => {
    const on = document.body.classList.toggle("origins");
    toggle.setAttribute("aria-pressed", String(on));
    figures.forEach((figure) => {
      if (on) {
        figure.setAttribute("tabindex", "0");
        figure.setAttribute("role", "note");
      } else {
        figure.removeAttribute("tabindex");
        figure.removeAttribute("role");
      }
    });
  });
  toggle.setAttribute("aria-pressed", "false");
})();
