# What services there are. `scripts/new-service` adds to these lists.

locals {
  # The functions of each, as they are built: services/<service>/dist/<function>.zip.
  built = {
    "alarm-manager"    = ["watch", "reconcile"]
    "rebuild-service"  = ["seats"]
    "directory-sync"   = ["sync"]
    "user-notices"     = ["tell"]
    "approval-service" = ["api", "steps", "hear"]
  }
  function_names = flatten([for service, functions in local.built : [for function in functions : "${service}/${function}"]])

  # Of services that only hear. Those that also speak are among the speakers.
  listeners = merge(concat(
    module.user_notices[*].functions,
  )...)

  # Of a release in a bucket, or of this checkout.
  released = try(jsondecode(file(var.release.manifest)).artifacts, {})
  standard_artifacts = {
    for name in local.function_names : name => var.release == null ? {
      path              = "${path.module}/../services/${dirname(name)}/dist/${basename(name)}.zip"
      s3_bucket         = null
      s3_key            = null
      s3_object_version = null
      hash              = null
      } : {
      path              = null
      s3_bucket         = var.release.s3_bucket
      s3_key            = "${var.release.s3_prefix}${try(local.released[name].file, "")}"
      s3_object_version = null
      hash              = try(local.released[name].hash, null)
    }
  }

  artifacts = {
    for service, functions in local.built : service => {
      for function in functions : function => lookup(var.artifacts, "${service}/${function}", local.standard_artifacts["${service}/${function}"])
    }
  }
}
