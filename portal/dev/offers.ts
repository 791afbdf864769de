import type { Offer } from '@cleandesk/portal-api';

export const offers: Offer[] = [
  {
    offerId: 'office',
    title: 'Office desktop',
    description: 'Windows with the office programs, for daily work.',
    picture: 'windows',
    size: { vcpu: 2, memoryGib: 8, storageGib: 130 },
    monthlyPrice: { amount: 44, currency: 'EUR' },
    approvals: 1,
    longestDays: 180,
  },
  {
    offerId: 'training',
    title: 'Training desktop',
    description: 'A plain desktop for a course. It is reset each time its user leaves.',
    picture: 'generic',
    size: { vcpu: 2, memoryGib: 4, storageGib: 80 },
    monthlyPrice: { amount: 29.5, currency: 'EUR' },
    approvals: 0,
    longestDays: 30,
  },
  {
    offerId: 'developer',
    title: 'Developer desktop',
    description: 'Ubuntu with compilers, containers and enough memory for both.',
    picture: 'linux',
    size: { vcpu: 4, memoryGib: 16, storageGib: 275 },
    monthlyPrice: { amount: 78, currency: 'EUR' },
    approvals: 1,
  },
  {
    offerId: 'graphics',
    title: 'Graphics desktop',
    description: 'For construction and film, with a graphics card of its own.',
    picture: 'graphics',
    size: { vcpu: 8, memoryGib: 32, storageGib: 400 },
    monthlyPrice: { amount: 614, currency: 'EUR' },
    approvals: 2,
    longestDays: 60,
  },
];
