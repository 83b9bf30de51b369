"""Text, CDATA and maps of lists, for which no description of the vectors has a keyword."""

from __future__ import annotations

import json

import pytest

from sample.runtime.faults import Fault
from sample.runtime.xml import XmlForms

TABLE = '{"roots":[{"name":"doc","shape":3}],"shapes":[{"is":"string"},{"is":"number"},{"is":"boolean"},{"is":"object","fields":[{"key":"lang","name":"lang","at":"attribute","shape":0,"absent":"null"},{"key":"count","at":"text","shape":1}],"rest":{"each":true,"shape":4}},{"is":"object","fields":[{"key":"code","at":"cdata","shape":0}]}]}'
VALUE = '{"lang":null,"count":3,"b":[{"code":"x]]>y\\r<"},{"code":""}],"a":[]}'
BACK = '{"lang":null,"count":3,"b":[{"code":"x]]>y\\r<"},{"code":""}]}'
DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8"?><doc>3<b><![CDATA[x]]]]><![CDATA[>y]]>&#13;<![CDATA[<]]></b><b/></doc>'
)


def test_text_and_cdata() -> None:
    root = XmlForms([TABLE]).root(0)
    assert root.dumps(json.loads(VALUE)) == DOCUMENT
    assert root.loads(DOCUMENT.encode()) == json.loads(BACK)


def test_document_types_are_refused() -> None:
    with pytest.raises(Fault):
        XmlForms([TABLE]).root(0).loads(b"<!DOCTYPE doc><doc/>")
