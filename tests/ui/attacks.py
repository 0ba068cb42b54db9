"""What somebody might write into a release, a file's name, a question or a model's reply.

Wherever a browser would obey one of these, it calls ``ran()``, which ``Recorder`` reports.
"""

ATTACKS = {
    "script": "<script>ran()</script>",
    "image": "<img src=x onerror=ran()>",
    "drawing": '"><svg onload=ran()>',
    "attribute": "' onmouseover=ran() autofocus onfocus='ran()",
    "frame": "<iframe srcdoc='<script>parent.ran()</script>'></iframe>",
    "link": "<a href=javascript:ran()>click</a>",
    "Markdown": "**bold** _soft_ [link](javascript:ran()) ![](x) `code`",
    "template": "${ran()} {{constructor.constructor('ran()')()}} {{{html}}} {0}",
    "closing": "</p></div></article></main><h1>huge</h1>",
    "entities": "&lt;script&gt;ran()&lt;/script&gt; &#60;b&#62;",
    "style": "<style>*{display:none}</style><base href=//evil.example>",
    "refresh": "<meta http-equiv=refresh content=0;url=//evil.example>",
    "form": "<form action=//evil.example><button data-event=clear>Send</button></form>",
    "details": "<details open ontoggle=ran()><summary>x</summary></details>",
    "mark": "<mark class=active>wrongly marked</mark>",
    "bidirectional": "\u202etxet\u202c and \u2066isolated\u2069",
    "combining": "a\u0301\u0302\u0303" * 40,
    "control": "\x1b[2J\x07 bell",
    "long": "W" * 5_000,
}

# Before any script of the page: `ran` is what attacks call, dialogs count as well.
RECORDER = """
window.scripts = [];
window.ran = () => window.scripts.push("ran");
window.alert = window.confirm = window.prompt = () => window.scripts.push("dialog");
"""
