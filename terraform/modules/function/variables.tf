variable "name" {
  description = "Full name of the function. Its role, log and alarm are named after it."
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
  description = "Path of the JSON file that the build writes of the function's code: which variables it reads."
  type        = string

  validation {
    condition     = can(jsondecode(file(var.generated_file)).environment.required)
    error_message = "The generated file is missing or has no `environment.required`. Build the service: the file is written together with the zip."
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
  description = "IAM policy (JSON) with what the function may do besides writing its log."
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

variable "when_it_fails" {
  description = "One sentence for the alarm on errors: what becomes of what it was doing."
  type        = string
}
