async ([course, module]) => {
    const base = location.origin + location.pathname.match(/^\/user\/[^/]+\//)[0]
    const xsrf = document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)[1]
    const asked = new URLSearchParams({course_id: course, assignment_id: module})
    const done = await fetch(`${base}assignments/fetch?${asked}`, {method: 'POST', headers: {'X-XSRFToken': xsrf}})
    if (!done.ok) throw new Error(`nothing was fetched: ${done.status}`)
}
