# frozen_string_literal: true

$LOAD_PATH.unshift(File.expand_path("../lib", __dir__))

require "zendesk_side_conversations"

# What the example programs have in common.
module Example
  # A client that is configured by the environment.
  def self.client
    ZendeskSideConversations::Client.new(
      base_url: ENV.fetch("ZENDESK_SIDE_CONVERSATIONS_BASE_URL", nil),
      basic_auth: (ENV.values_at("ZENDESK_SIDE_CONVERSATIONS_USERNAME", "ZENDESK_SIDE_CONVERSATIONS_PASSWORD") if ENV.key?("ZENDESK_SIDE_CONVERSATIONS_USERNAME")),
      bearer_auth: ENV.fetch("ZENDESK_SIDE_CONVERSATIONS_TOKEN", nil)
    )
  end
end
