# frozen_string_literal: true

# Start a side conversation
#
# Run it with `ruby examples/create_side_conversation.rb`.

require_relative "common"

client = Example.client
result = client.side_conversations.create(
  4711,
  ZendeskSideConversations::Models::CreateSideConversationRequest.new(
    message: {
      subject: "Printer on fire in room 12",
      body: "Our printer started to smoke this morning. The log is attached. When can you have a look?",
      to: [{ name: "Repair Desk", email: "repairs@example.com" }],
      external_ids: { "mail_id" => "m-1001" },
      attachment_ids: ["s3-14045c0d-b36a-4400-8462-aa987cfa3f12"]
    },
    external_ids: { "repair_order" => "RO-2291" }
  )
)
pp result
