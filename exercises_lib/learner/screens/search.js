// A search form. `element` is the output's own node; `form` comes from search.py.
(element, form, make) => {
  const look = "font:inherit;color:#111;background:#fff;border:1px solid #5f6368;border-radius:3px;padding:.15em .5em;"
  const cell = "border:1px solid #5f6368;padding:.15em .5em;text-align:left;vertical-align:top;color:#111"
  const screen = make("section", "", element, {
    class: "bpo-screen", "aria-label": form.title,
    style: "max-width:56em;margin:.4em 0;color:#111;background:#fff;border:1px solid #5f6368;border-radius:4px",
  })
  make("p", form.title, screen, { style: "margin:0;padding:.3em .6em;background:#e8eef5;font-weight:600" })
  const asked = make("form", "", screen, {
    style: "display:flex;flex-wrap:wrap;gap:.6em;align-items:end;padding:.5em .6em",
  })
  const inputs = form.fields.map((field) => {
    const label = make("label", field.label, asked, { style: "display:flex;flex-direction:column" })
    const input = make(field.options ? "select" : "input", "", label, { style: look, autocomplete: "off" })
    for (const option of field.options ? ["", ...field.options] : [])
      make("option", option || "all", input, { value: option })
    return [field, input]
  })
  make("button", "Search", asked, { type: "submit", style: look + "cursor:pointer" })
  const told = make("p", "", screen, { role: "status", style: "margin:0;padding:0 .6em .5em" })
  const found = make("div", "", screen, { style: "overflow-x:auto;padding:0 .6em .5em" })

  const fits = (row) => inputs.every(([{ name, whole, options }, input]) => {
    const value = input.value.trim().toLowerCase()
    const text = row[name].toLowerCase()
    if (!value) return true
    if (whole || options) return text === value
    return value.split(/\s+/).every((word) => text.includes(word))
  })
  const search = () => {
    found.replaceChildren()
    const short = inputs.find(([{ least }, input]) => least && input.value.trim().length < least)
    if (short) return `${short[0].label}: give ${short[0].least} letters or more.`
    const hits = form.rows.filter(fits)
    if (!hits.length) return "Nothing fits. Ask again how it is spelled, or use fewer letters."
    if (hits.length > form.most) return `${hits.length} ${form.too_many}`
    const table = make("table", "", found, { style: "border-collapse:collapse;width:100%;color:#111" })
    const head = make("tr", "", table)
    for (const name of form.columns) make("th", name, head, { scope: "col", style: cell + ";background:#e8eef5" })
    for (const hit of hits) {
      const line = make("tr", "", table)
      for (const name of form.columns) make("td", hit[name], line, { style: cell + (hit[name].length < 12 ? ";white-space:nowrap" : "") })
    }
    return `Found: ${hits.length}`
  }
  asked.addEventListener("submit", (event) => {
    event.preventDefault()
    told.textContent = search()
  })
  asked.addEventListener("keydown", (event) => event.stopPropagation()) // its letters are no shortcuts
}
