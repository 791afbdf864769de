# Fails by design: `check.mjs` reads the words with which each of these is refused.

mock_provider "aws" {
  source = "./tests/mocks"
}

run "every_way_to_tell_users_at_once" {
  command = plan

  variables {
    tuning = { tell = { timeout_seconds = 10 } }

    user_notices = {
      mail = {
        from_address = "Desktops <desktops@example.com>"
        from_name    = "\"Desktops\""
        identity     = "ample.com"
        user_addresses = {
          "kiosks"       = "{userName}@example.com"
          "d-926722a1b3" = "helpdesk@example.com"
          "d-926722a1b4" = "{userName}"
          "d-926722a1b5" = "desk@{userName}.example.com"
          "d-926722a1b6" = "{userName}{userName}@example.com"
          "d-926722a1b7" = "{userName},boss@example.com"
        }
      }
      topic     = { arn = "arn:aws:sns:eu-central-1:111122223333:desktops.fifo" }
      time_zone = "Europe/Berln"
      locale    = "german"
      templates = {
        later     = { text = "soon" }
        before    = { subject = "two\nlines", text = "{{{userName}}}", html = "{{> footer}}", topic = "{{user}} {{#lost}}" }
        during    = { text = "{{& userName}}", html = "{{=<% %>=}}" }
        after     = { text = "{{/kept}}", topic = "{{#lost}}{{lost}}" }
        withdrawn = { text = "{{userName" }
      }
    }
  }
}
