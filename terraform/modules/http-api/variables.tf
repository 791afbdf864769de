variable "name" {
  description = "Name of the API. Its log group and alarm are named after it."
  type        = string
}

variable "purpose" {
  description = "One sentence for the console: what the API is for."
  type        = string
}

variable "routes_file" {
  description = "Path of the JSON list that the code writes of its routes: `method`, `path`, and `authorized`, which is false where nobody has to be signed in."
  type        = string

  validation {
    condition     = can([for route in jsondecode(file(var.routes_file)) : [route.method, route.path, tobool(route.authorized)]])
    error_message = "The list of routes is missing, or one of them has no `method`, `path` and `authorized`. The service's build writes it."
  }

  validation {
    # A catch-all would make whatever the code does not know of reachable, and with a sign-in of its own choice.
    condition     = try(alltrue([for route in jsondecode(file(var.routes_file)) : contains(["GET", "POST", "PUT", "PATCH", "DELETE"], route.method) && can(regex("^(/[a-z0-9.-]+|/\\{[A-Za-z]+\\})+$", route.path))]), true)
    error_message = "Each route names one method and one path, like GET /seats/{seatId}: a catch-all would let in what nobody has looked at."
  }
}

variable "function" {
  description = "The function that answers, and the seconds that it may take."
  type        = object({ name = string, invoke_arn = string, timeout_seconds = number })
}

variable "issuer" {
  description = "Whose tokens are believed: the `iss` in them, where its OpenID configuration is found."
  type        = string
}

variable "audience" {
  description = "For whom the tokens must be made: the portal's client id."
  type        = string
}

variable "cors_origins" {
  description = "Origins whose pages may call the API. None where the portal comes from the same origin as the API."
  type        = list(string)

  validation {
    condition     = alltrue([for origin in var.cors_origins : can(regex("^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?$", origin))])
    error_message = "An origin is a scheme and a host, like https://desktops.example.com, and neither * nor a path: every page of that origin may call the API with its user's sign-in."
  }
}

variable "throttle" {
  description = "Calls of all users together: so many at once (`burst`), and so many a second (`rate`). Above that API Gateway answers 429."
  type        = object({ burst = number, rate = number })
  default     = { burst = 100, rate = 50 }
}

variable "open_throttle" {
  description = "The same for each route that asks for no sign-in: there somebody could guess."
  type        = object({ burst = number, rate = number })
  default     = { burst = 10, rate = 5 }
}

variable "log_retention_days" {
  description = "Days that the log of calls is kept."
  type        = number
}

variable "kms_key_arn" {
  description = "Key of the owner's for the log; null takes AWS's own."
  type        = string
  default     = null
}

variable "operations_topic_arn" {
  description = "Topic that is told of faults."
  type        = string
  default     = null
}

variable "runbook" {
  description = "Where a page of the runbook is read; `%s` is its name."
  type        = string
  default     = "docs/runbooks/%s.md"
}

variable "tags" {
  description = "Tags of all resources."
  type        = map(string)
  default     = {}
}
