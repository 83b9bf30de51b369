module example.com/zendesk/sideconversations

go 1.21
