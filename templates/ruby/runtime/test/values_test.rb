# frozen_string_literal: true

require "ipaddr"
require "yaml"
require_relative "helper"
require "sdk/runtime/foreign"

# Types and models: what is read, what is written, what is refused.
class ValuesTest < SdkTest
  M = Sdk::Models

  def read(type, json)
    type.decode(Sdk::Runtime::Json.parse(json, decimals: true))
  end

  def written(type, value)
    Sdk::Runtime::Json.generate(type.encode(value))
  end

  def mismatch(&block)
    assert_raises(Sdk::Runtime::Mismatch, &block)
  end

  def test_absent_null_and_value_are_three_things
    absent = M::Thing.new(id: 1, name: nil)
    cleared = absent.with(due: nil)

    assert_equal '{"id":1,"name":null}', absent.to_json
    assert_equal '{"id":1,"name":null,"due":null}', cleared.to_json
    refute_equal absent, cleared
    refute absent.given?(:due)
    assert cleared.given?(:due)
    assert_nil cleared.due
    assert_equal absent, cleared.with(due: Sdk::UNSET)
    assert_equal '{"id":1,"name":null}', read(M::Thing, '{"id":1,"name":null,"note":null}').to_json
  end

  def test_a_model_is_a_value
    one = M::Thing.new(id: 1, name: "a")
    same = M::Thing.new(id: 1, name: "a")

    assert_equal one, same
    assert_equal 1, { one => 1 }[same]
    assert_predicate one, :frozen?
    assert_predicate one.name, :frozen?
    case one
    in { id: Integer => id, name: String, note: nil } then assert_equal 1, id
    end
    assert_equal({ id: 1, name: "a" }, one.to_h)
    assert_equal '#<Sdk::Models::Thing id=1, name="a">', one.inspect
  end

  def test_what_a_model_cannot_be_made_of
    bad = [{ id: 1 }, { id: "1", name: nil }, { id: nil, name: nil }, { id: 1, name: nil, more: 1 }, { id: 2**63, name: nil }]
    bad.each do |given|
      assert_raises(ArgumentError, given.inspect) { M::Thing.new(**given) }
    end
    error = assert_raises(ArgumentError) { M::Tree.new(value: 1, children: [{ value: 1 }, { value: "x" }]) }
    assert_includes error.message, "$.children[1].value"
  end

  # A class of others that reads and writes itself.
  class Money
    attr_reader :cents

    def self.load(json)
      new(json.fetch("cents"))
    end

    def self.dump(value)
      { "cents" => value.cents }
    end

    def initialize(cents)
      @cents = cents
    end
  end

  # What reads and writes one that does not.
  module Minutes
    def self.load(json)
      Rational(json, 60)
    end

    def self.dump(value)
      (value * 60).to_i
    end
  end

  def test_classes_of_others
    address = Sdk::Runtime::ForeignType.new(IPAddr)

    assert_equal IPAddr.new("192.0.2.1"), read(address, '"192.0.2.1"')
    assert_equal '"192.0.2.1"', written(address, IPAddr.new("192.0.2.1"))
    assert_equal IPAddr.new("192.0.2.1"), address.coerce("192.0.2.1")
    ['"c4nary"', "7", "null"].each do |text|
      assert_match(/\Aexpected IPAddr, found (a string|an integer|null)\z/, mismatch { read(address, text) }.message)
    end
    money = Sdk::Runtime::ForeignType.new(Money)

    assert_equal '{"cents":7}', written(money, read(money, '{"cents":7}'))
    assert_equal "expected ValuesTest::Money, found an object", mismatch { read(money, "{}") }.message
    minutes = Sdk::Runtime::ForeignType.new(Rational, Minutes)

    assert_equal Rational(3, 2), read(minutes, "90")
    assert_equal "90", written(minutes, Rational(3, 2))
    refute minutes.holds?(90)
  end

  def test_places_of_errors
    error = mismatch { read(M::Tree, '{"value":1,"children":[{"value":1,"children":[{}]}]}') }
    assert_equal "$.children[0].children[0].value: is missing", error.to_place
    assert_equal '$.map["a b"][0]', mismatch { read(M::Scalars, '{"map":{"a b":["x"]}}') }.path
    assert_equal "$", mismatch { read(M::Tree, "[]") }.path
  end

  def test_integers_are_exact
    assert_equal 18_446_744_073_709_551_615, read(M::Scalars, '{"uint64":18446744073709551615}').uint64
    assert_equal '{"uint64":18446744073709551615}', M::Scalars.new(uint64: (2**64) - 1).to_json
    mismatch { read(M::Scalars, '{"uint64":-1}') }
    mismatch { read(M::Scalars, '{"uint64":1.5}') }
    assert_equal 3, read(M::Tree, '{"value":3.0}').value
    mismatch { read(M::Tree, '{"value":2147483648}') }
  end

  def test_decimals_are_not_rounded
    read = read(M::Scalars, '{"decimal":0.10000000000000000000000000001}')

    assert_equal BigDecimal("0.10000000000000000000000000001"), read.decimal
    assert_equal '{"decimal":0.10000000000000000000000000001}', read.to_json
    assert_equal '{"decimal":5}', M::Scalars.new(decimal: 5).to_json
    assert_in_delta 0.5, read(M::Scalars, '{"number":0.5}').number
    assert_kind_of Float, read(M::Scalars, '{"number":0.5}').number
    assert_kind_of Float, read(M::Kept, '{"any":[0.5]}').any.first
  end

  def test_dates
    time = read(M::Thing, '{"id":1,"name":null,"due":"2026-03-02t09:15:27.123456789012+05:30"}').due

    assert_equal "2026-03-02T09:15:27.123456789012+05:30", M::Thing.new(id: 1, name: nil, due: time).as_json["due"]
    assert_equal "2026-03-02T09:15:27Z", M::Thing.new(id: 1, name: nil, due: Time.utc(2026, 3, 2, 9, 15, 27)).as_json["due"]
    ["2026-02-30T00:00:00Z", "2026-03-02", "2026-03-02T25:00:00Z", "2026-03-02T00:00:00", 5].each do |bad|
      mismatch { Sdk::Runtime::DateTimeType.new.decode(bad) }
    end
    assert_equal Date.new(2026, 3, 2), read(M::Scalars, '{"date":"2026-03-02"}').date
    assert_equal '{"date":"2026-03-02"}', M::Scalars.new(date: Date.new(2026, 3, 2)).to_json
    mismatch { read(M::Scalars, '{"date":"2026-13-02"}') }
  end

  def test_bytes
    bytes = "\xFF\xFE\xFB".b

    assert_equal '{"bytes":"//77","urlBytes":"__77"}', M::Scalars.new(bytes: bytes, url_bytes: bytes).to_json
    assert_equal bytes, read(M::Scalars, '{"bytes":"//77"}').bytes
    assert_equal "a".b, read(M::Scalars, '{"urlBytes":"YQ"}').url_bytes
    mismatch { read(M::Scalars, '{"bytes":"***"}') }
  end

  def test_passwords_are_not_shown
    model = M::Scalars.new(password: "hunter2")

    assert_equal '{"password":"hunter2"}', model.to_json
    assert_equal "hunter2", model.password.reveal
    ["#{model} #{model.inspect}", capture_io { pp model }.join, JSON.generate([model.password]), model.password.to_yaml,
     format("%p %s", model.to_h, model.to_h)].each { |text| refute_includes text, "hunter2" }
    assert_raises(TypeError) { Marshal.dump(model.password) }
  end

  def test_containers
    assert_equal ["a", 1, true, false], read(M::Scalars, '{"tuple":["a",1,true,false]}').tuple
    mismatch { read(M::Scalars, '{"tuple":["a"]}') }
    mismatch { read(M::Scalars, '{"tuple":["a",1,2]}') }
    assert_equal({ "a" => [1] }, read(M::Scalars, '{"map":{"a":[1]}}').map)
    mismatch { read(M::Scalars, '{"never":1}') }
    assert read(M::Scalars, '{"null":null}').given?(:null)
    assert_equal [[], [[]]], read(M::Nest, "[[],[[]]]")
  end

  def test_additional_properties
    kept = read(M::Kept, '{"kind":"other","any":null,"a":1,"b":null,"x-y":"z"}')

    assert_equal({ "a" => 1, "b" => nil, "x-y" => "z" }, kept.additional_properties)
    assert_equal({ "a" => 1, "b" => nil, "x-y" => "z", "kind" => "other", "any" => nil }, kept.as_json)
    assert_equal '{"c":2,"kind":"kept"}', M::Kept.new(additional_properties: { c: 2 }).to_json
    assert_equal "$.q", mismatch { read(M::Kept, '{"q":"text"}') }.path
  end

  def test_enums
    assert_equal "new", M::State.decode("new")
    refute M::State.known?("new")
    assert_equal %w[open closed], M::State.values
    assert_equal "open", M::State.coerce(:open)
    mismatch { M::State.decode(1) }
    mismatch { M::Sort.decode(2) }
  end

  def test_unions
    assert_equal M::Dog.new(bark: true), read(M::Pet, '{"type":"hound","bark":true}')
    assert_equal '{"type":"dog","bark":true}', written(M::Pet, M::Dog.new(bark: true))
    assert_equal '{"type":"cat","lives":9}', written(M::Pet, M::Cat.new(type: "cat", lives: 9))
    assert_equal '{"type":"fish","fins":2}', written(M::Pet, read(M::Pet, '{"type":"fish","fins":2}'))
    assert_equal "$.lives", mismatch { read(M::Pet, '{"type":"cat"}') }.path
    assert_equal(["a", 1, ["b"]], ['"a"', "1", '["b"]'].map { |json| read(M::Loose, json) })
    assert_equal({ "x" => 1 }, read(M::Loose, '{"x":1}'))
    assert_equal M::Cat.new(type: "cat", lives: 1), read(M::Shape, '{"type":"cat","lives":1}')
    assert_equal({ "type" => "cow", "lives" => "x" }, read(M::Shape, '{"type":"cow","lives":"x"}'))
    assert_equal M::Cat.new(type: "cat", lives: 1), M::Pet.coerce({ type: "cat", lives: 1 })
  end

  def test_texts_that_are_no_json
    ["", "{", "{\"a\":NaN}", "\xFF", "[" * 600].each { |text| mismatch { Sdk::Runtime::Json.parse(text) } }
    assert_raises(ArgumentError) { M::Thing.from_json("{") }
    assert_equal [[]], M::Nest.from_json("[[]]")
    error = assert_raises(ArgumentError) { M::Nest.from_json("[1]") }
    assert_match(/\A\$\[0\]: /, error.message)
    assert_equal 1, Sdk::Runtime::Json.parse("\uFEFF1")
    mismatch { Sdk::Runtime::Json.generate("\xFF") }
  end
end
