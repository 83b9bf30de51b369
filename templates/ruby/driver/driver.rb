# frozen_string_literal: true

# Calls the package by JSON lines: a call a line on standard input, an answer a line on standard output.

require "json"
require_relative "operations"

# A call that the package cannot make.
class Unsupported < StandardError; end

# Makes the calls.
class Driver
  KINDS = {
    SDK::ApiError => "api", SDK::TransportError => "transport", SDK::TimeoutError => "timeout", SDK::DecodeError => "decode",
    SDK::LocalError => "local", SDK::RedirectError => "redirect"
  }.freeze

  def initialize
    @clients = {}
  end

  def run(input, output)
    input.each_line do |line|
      next if line.strip.empty?

      output.puts(JSON.generate(answer(JSON.parse(line, decimal_class: decimal_class, max_nesting: 0)), max_nesting: 0))
      output.flush
    end
  end

  private

  def decimal_class
    SDK::Package::DECIMALS ? BigDecimal : nil
  end

  def answer(request)
    return verify(request) if request.key?("webhook")

    { "id" => request["id"], "ok" => true, **call(request) }
  rescue Unsupported => e
    failed(request, "kind" => "unsupported", "message" => e.message)
  rescue SDK::ApiError => e
    value = e.body.nil? ? e.raw.dup.force_encoding("UTF-8").scrub : json(e.body)
    error = failed(request, "kind" => "api", "status" => e.status, "value" => value, "message" => e.message)
    { **error, **typed_headers(request, e) }
  rescue SDK::DecodeError => e
    failed(request, "kind" => "decode", "status" => e.status, "message" => e.message)
  rescue SDK::Error => e
    failed(request, "kind" => KINDS.fetch(e.class), "message" => e.message)
  rescue ArgumentError, SDK::Runtime::Mismatch => e
    failed(request, "kind" => "local", "message" => e.message)
  end

  def verify(request)
    webhook = Operations::WEBHOOKS.fetch(request["webhook"]) do
      raise Unsupported, "no webhook #{request['webhook'].inspect}"
    end
    body = request["body"]["text"] || request["body"]["base64"].unpack1("m")
    value = webhook.verify(request["headers"], body, request["secrets"], now: Time.at(request["now"]))
    { "id" => request["id"], "ok" => true, "value" => json(value) }
  rescue SDK::Error => e
    failed(request, "kind" => "webhook", "reason" => e.reason.to_s.tr("_", " "), "message" => e.message)
  end

  def failed(request, error)
    { "id" => request["id"], "ok" => false, "error" => error }
  end

  def call(request)
    operation = Operations::TABLE.fetch(request["operationId"]) do
      raise Unsupported, "no operation #{request['operationId'].inspect}"
    end
    positional, keywords = arguments(operation, request["args"] || {})
    body(operation, request["body"], positional, keywords) if operation[:bodies]
    options = request["options"] || {}
    service = client(request).public_send(operation[:service]).with_response
    result = service.public_send(operation[:method], *positional, **keywords, options: options(options))
    return collected(result) if result.is_a?(SDK::Paged) && options["collectPages"]

    response = result.is_a?(SDK::Paged) ? result.page : result
    answer = { "status" => response.status, "headers" => response.headers, "value" => json(response.data) }
    { **answer, **typed_headers(request, response) }
  end

  # The headers that the description has for an answer.
  def typed_headers(request, response)
    patterns = [response.status.to_s, "#{response.status / 100}XX", "default"]
    key = patterns.map { |pattern| "#{request['operationId']} #{pattern}" }.find { |one| Operations::HEADERS.key?(one) }
    model = Operations::HEADERS[key]
    model ? { "typedHeaders" => model.from_headers(response.headers).as_json } : {}
  rescue ArgumentError => e
    { "typedHeadersError" => { "message" => e.message } }
  end

  def collected(paged)
    cursor = paged.cursor
    pages = []
    cursor.define_singleton_method(:next_page) { super().tap { |page| pages << page if page } }
    items = []
    until (item = cursor.next_item).equal?(SDK::Cursor::END_OF_LIST)
      items << item
    end
    { "status" => pages.last.status, "headers" => pages.last.headers, "value" => json(items), "pages" => pages.length }
  end

  def arguments(operation, given)
    positional = []
    keywords = {}
    operation[:parameters].each do |location, wire, keyword, type|
      values = given[location] || {}
      present = values.key?(wire)
      value = type.decode(values[wire]) if present
      keyword ? (keywords[keyword] = value if present) : positional << value
    end
    [positional, keywords]
  end

  def body(operation, given, positional, keywords)
    return unless given

    media_type = given["contentType"]
    essence = media_type.split(";").first.strip.downcase
    found = operation[:bodies].find { |declared, _| SDK::Runtime::MediaType.match?(declared, essence) }
    raise Unsupported, "no content type #{media_type.inspect}" unless found

    positional << content(found, given)
    keywords[:content_type] = media_type if operation[:choice]
  end

  def content((_, kind, type), given)
    case kind
    when :json, :form then type.decode(given["json"])
    when :multipart then form(type, given["parts"])
    else given.key?("text") ? given["text"] : given["base64"].to_s.unpack1("m")
    end
  end

  def form(type, parts)
    model = type.target
    by_name = parts.group_by { |part| part["name"] }
    values = model.fields.each_value.filter_map do |field|
      given = by_name.delete(field.wire) or next
      values = given.map { |part| value(part) }
      [field.name, repeated?(field) ? values : values.first]
    end
    raise Unsupported, "no part #{by_name.keys.first.inspect}" unless by_name.empty?

    model.new(**values.to_h)
  end

  def repeated?(field)
    field.type.is_a?(SDK::Runtime::ArrayType)
  end

  def value(part)
    return part["json"] if part.key?("json")

    bytes = part.key?("text") ? part["text"] : part["base64"].to_s.unpack1("m")
    return bytes unless part["fileName"] || part["contentType"] || part.key?("base64")

    SDK::Upload.new(bytes, filename: part["fileName"], content_type: part["contentType"])
  end

  def options(given)
    options = {}
    options[:max_attempts] = given["maxAttempts"] if given["maxAttempts"]
    options[:deadline] = given["timeoutMs"] / 1000.0 if given["timeoutMs"]
    options
  end

  # One client for the same server and credentials, as a program would have it.
  def client(request)
    auth = request["auth"] || {}
    @clients[[request["baseUrl"], auth]] ||= SDK::Client.new(base_url: request["baseUrl"], **credentials(auth))
  end

  def credentials(auth)
    auth.to_h do |scheme, given|
      keyword = Operations::SCHEMES.fetch(scheme) { raise Unsupported, "no security scheme #{scheme.inspect}" }
      credential = given.key?("username") ? given.values_at("username", "password") : given["token"] || given["value"]
      [keyword, credential]
    end
  end

  # What is decoded, as JSON again.
  def json(value)
    case value
    when SDK::Download then { "base64" => [value.read].pack("m0") }
    when SDK::Stream then value.map { |item| json(item) }
    when SDK::Event then json(value.data)
    else SDK::Runtime::Types::RAW.encode(value)
    end
  end
end

Driver.new.run($stdin, $stdout) if $PROGRAM_NAME == __FILE__
