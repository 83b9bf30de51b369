# frozen_string_literal: true

require_relative "helper"

class HeadersTest < Minitest::Test
  Header = Sdk::Runtime::Header

  # The headers of an answer.
  class Some < Sdk::Runtime::HeaderModel
    field :count, int64, wire: "X-Count"
    field :words, array(string), wire: "X-Words", optional: true
    read_from("X-Count" => %i[text number], "X-Words" => %i[list string])
  end

  def test_one_value
    assert_equal "12", Header.value("12", :text, :string)
    assert_equal 12, Header.value("12", :text, :number)
    assert_equal 1500, Header.value("1.5e3", :text, :number)
    ["", "+1", "01", "1,2", "NaN", "true", "null", "1\n"].each do |text|
      assert_equal text, Header.value(text, :text, :number)
    end
    assert_equal true, Header.value("true", :text, :boolean)
    assert_equal "True", Header.value("True", :text, :boolean)
    assert_equal [false, 7, "a"], (%w[false 7 a].map { |text| Header.value(text, :text, :any) })
  end

  def test_several_values
    assert_equal [], Header.value("", :list, :number)
    assert_equal [1, 2, "x"], Header.value("1,\t2 ,,x", :list, :number)
  end

  def test_names_and_values
    kinds = { "a" => :number }
    assert_equal({ "a" => 1, "b" => "2" }, Header.value("a,1,b,2", :object, :string, kinds))
    assert_equal({ "a" => 1, "b" => "2=3" }, Header.value("a=1, b=2=3", :object, :string, kinds, "="))
    assert_equal({}, Header.value("", :object, :string, kinds))
    assert_equal "a,1,b", Header.value("a,1,b", :object, :string, kinds)
    assert_equal "a=1,b", Header.value("a=1,b", :object, :string, kinds, "=")
  end

  def test_documents
    assert_equal({ "a" => [1] }, Header.value('{"a": [1]}', :json))
    assert_equal '1}, {"b": 2', Header.value('1}, {"b": 2', :json)
  end

  def test_headers_of_an_answer
    some = Some.from_headers("x-count" => " 3\t", "x-words" => "a, b", "x-more" => "?")
    assert_equal [3, %w[a b]], [some.count, some.words]
    refute Some.from_headers("x-count" => "3").given?(:words)
    [{}, { "x-count" => "many" }].each do |headers|
      error = assert_raises(ArgumentError) { Some.from_headers(headers) }
      assert_includes error.message, "X-Count"
    end
  end
end
