# frozen_string_literal: true

# Upload a file
#
# Run it with `ruby examples/upload_side_conversation_attachment.rb`.

require_relative "common"

client = Example.client
result = client.attachments.upload(
  ZendeskSideConversations::Models::UploadSideConversationAttachmentForm.new(
    file: ZendeskSideConversations::Upload.new(
      "2026-03-02T08:58:12Z E113 fuser at 412 C\n2026-03-02T08:58:14Z E114 smoke detected\n",
      filename: "example.txt"
    )
  )
)
pp result
