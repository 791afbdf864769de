variable "name" {
  description = "Full name of the function. Its queue, dead-letter queue, role, rules and alarms are named after it."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,49}$", var.name))
    error_message = "The name must be 1 to 50 lower-case letters, digits and hyphens: a role's name ends at 64 characters, and a suffix is added to it."
  }
}

variable "service" {
  description = "The service that the function belongs to, as it appears in logs and metrics."
  type        = string
}

variable "purpose" {
  description = "One sentence for the console: what the function does."
  type        = string
}

variable "generated_file" {
  description = "Path of the JSON file that the build writes of the function's code: what it hears and which variables it reads."
  type        = string

  validation {
    condition     = can(jsondecode(file(var.generated_file)).listens) && can(jsondecode(file(var.generated_file)).environment.required)
    error_message = "The generated file is missing or has no `listens` and `environment.required`. Build the service: the file is written together with the zip."
  }
}

variable "platform" {
  description = "What all functions of one deployment have in common."
  type = object({
    # The deployment's: metrics of two in one account are kept apart by it.
    name       = string
    account_id = string
    region     = string
    partition  = string
    # Where a page of the runbook is read; `%s` is its name.
    runbook                  = optional(string, "docs/runbooks/%s.md")
    bus                      = object({ name = string, arn = string })
    runtime                  = string
    architecture             = string
    log_retention_days       = number
    kms_key_arn              = optional(string)
    permissions_boundary_arn = optional(string)
    iam_path                 = optional(string, "/")
    operations_topic_arn     = optional(string)
    redrive_role_arns        = optional(list(string), [])
    extra_environment        = optional(map(string), {})
    tags                     = optional(map(string), {})
  })
}

variable "artifact" {
  description = "The zip: a local `path`, or `s3_bucket`, `s3_key` and the zip's `hash` (base64 of its SHA-256)."
  type = object({
    path              = optional(string)
    s3_bucket         = optional(string)
    s3_key            = optional(string)
    s3_object_version = optional(string)
    hash              = optional(string)
  })

  validation {
    condition     = (var.artifact.path != null) != (var.artifact.s3_bucket != null && var.artifact.s3_key != null)
    error_message = "Give either the artifact's path or its s3_bucket and s3_key, not both: otherwise nobody knows which code runs."
  }
}

variable "environment" {
  description = "What the service can tell its functions. Of these the function gets the variables that its code reads, and no other."
  type        = map(string)
  default     = {}
}

variable "permissions" {
  description = "IAM policy (JSON) with what the function may do besides reading its queue, filling its dead-letter queue and writing its log."
  type        = string
}

variable "vpc" {
  description = "Subnets and security groups of a function that talks to something in a VPC; null for all others."
  type        = object({ subnet_ids = list(string), security_group_ids = list(string) })
  default     = null
}

variable "memory_mb" {
  description = "Memory in MB; Lambda gives processor time in proportion."
  type        = number
  default     = 512
}

variable "timeout_seconds" {
  description = "Seconds after which Lambda kills a run."
  type        = number
}

variable "visibility_timeout_seconds" {
  description = "Seconds until a message that was not finished is delivered again."
  type        = number

  validation {
    condition     = var.visibility_timeout_seconds >= var.timeout_seconds
    error_message = "The visibility timeout must not be shorter than the function's timeout: a message would be delivered again while the first run still works on it, and Lambda refuses such a mapping."
  }
}

variable "batch_size" {
  description = "Most messages in one run."
  type        = number
  default     = 10

  validation {
    condition     = var.batch_size >= 1 && var.batch_size <= 10000 && (var.batch_size <= 10 || var.batch_window_seconds >= 1)
    error_message = "A batch has 1 to 10 messages, or more with a batch window of at least 1 second: so Lambda demands."
  }
}

variable "batch_window_seconds" {
  description = "Seconds to wait for more messages before a run starts."
  type        = number
  default     = 0
}

variable "maximum_concurrency" {
  description = "Most runs at the same time. 2 is the least that Lambda takes for a queue."
  type        = number
  default     = 2

  validation {
    condition     = var.maximum_concurrency >= 2 && var.maximum_concurrency <= 1000
    error_message = "The maximum concurrency of a queue is 2 to 1000: so Lambda demands."
  }
}

variable "max_receives" {
  description = "Deliveries after which a message goes to the dead-letter queue."
  type        = number

  validation {
    condition     = var.max_receives >= 2 && var.max_receives <= 1000
    error_message = "max_receives must be 2 to 1000: with 1 a single crash would already put a message aside."
  }
}

variable "late_after_seconds" {
  description = "Age in seconds of the oldest waiting message that raises the alarm."
  type        = number
  default     = 900
}
