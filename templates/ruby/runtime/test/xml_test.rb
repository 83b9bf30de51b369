# frozen_string_literal: true

require_relative "helper"
require "sdk/runtime/xml"

# Text, CDATA and maps of lists, for which no description of the vectors has a keyword.
class XmlTest < Minitest::Test
  TABLE = [
    '{"roots":[{"name":"doc","shape":3}],"shapes":[{"is":"string"},{"is":"number"},{"is":"boolean"},',
    '{"is":"object","fields":[{"key":"lang","name":"lang","at":"attribute","shape":0,"absent":"null"},',
    '{"key":"count","at":"text","shape":1}],"rest":{"each":true,"shape":4}},',
    '{"is":"object","fields":[{"key":"code","at":"cdata","shape":0}]}]}'
  ].freeze
  VALUE = '{"lang":null,"count":3,"b":[{"code":"x]]>y\\r<"},{"code":""}],"a":[]}'
  BACK = '{"lang":null,"count":3,"b":[{"code":"x]]>y\\r<"},{"code":""}]}'
  DOCUMENT = '<?xml version="1.0" encoding="UTF-8"?><doc>3<b><![CDATA[x]]]]><![CDATA[>y]]>&#13;<![CDATA[<]]></b><b/></doc>'

  def root
    Sdk::Runtime::XmlForms.new(TABLE).root(0)
  end

  def test_text_and_cdata
    assert_equal DOCUMENT, root.generate(JSON.parse(VALUE))
    assert_equal JSON.parse(BACK), root.parse(DOCUMENT)
  end

  def test_document_types_are_refused
    assert_raises(Sdk::Runtime::Mismatch) { root.parse("<!DOCTYPE doc><doc/>") }
  end
end
