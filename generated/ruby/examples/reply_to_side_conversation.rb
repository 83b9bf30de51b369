# frozen_string_literal: true

# Reply to a side conversation
#
# Run it with `ruby examples/reply_to_side_conversation.rb`.

require_relative "common"

client = Example.client
result = client.side_conversations.reply(
  4711,
  "5a3c3f40-1618-11f1-af1c-4a3b9c7d10e2",
  ZendeskSideConversations::Models::ReplyToSideConversationRequest.new(
    message: {
      subject: "Printer on fire in room 12",
      body: "Tuesday at 8 is fine, please ask for me at the desk.",
      to: [{ name: "Repair Desk", email: "repairs@example.com" }]
    }
  )
)
pp result
