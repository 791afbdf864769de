import * as z from 'zod';

/** How the clients of a directory's users behave. */
export const clientPropertiesSchema = z.object({
  ReconnectEnabled: z.enum(['ENABLED', 'DISABLED']),
  LogUploadEnabled: z.enum(['ENABLED', 'DISABLED']),
  ClientExperiencePolicy: z.string().optional(),
});
export type ClientProperties = z.output<typeof clientPropertiesSchema>;

/** Both are on until somebody switches them off (moto; AWS documents it for the first). */
export const defaultProperties: ClientProperties = {
  ReconnectEnabled: 'ENABLED',
  LogUploadEnabled: 'ENABLED',
};

/** What one kind of device shows before the login. */
export const brandingSchema = z.object({
  LogoUrl: z.string().optional(),
  Logo2xUrl: z.string().optional(),
  Logo3xUrl: z.string().optional(),
  SupportEmail: z.string().optional(),
  SupportLink: z.string().optional(),
  ForgotPasswordLink: z.string().optional(),
  LoginMessage: z.record(z.string(), z.string()).optional(),
});
export type Branding = z.output<typeof brandingSchema>;

/** A door to Amazon Connect in the clients of a directory's users. */
export const addInSchema = z.object({
  addInId: z.string(),
  directoryId: z.string(),
  name: z.string(),
  url: z.string(),
});
export type AddIn = z.output<typeof addInSchema>;
