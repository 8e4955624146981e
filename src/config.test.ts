import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { BadConfiguration } from './errors.ts';

const enough = {
  BATON_ENCRYPTION_KEYS: 'k1:AAAA',
  HUBSPOT_CLIENT_ID: 'client',
  HUBSPOT_CLIENT_SECRET: 'secret',
  HUBSPOT_APP_ID: '1001',
};

const readWrong = () => readConfig({ PORT: 'many', DATABASE_URL: 'mysql://x', HUBSPOT_CLIENT_ID: '  ' });

describe('the environment', () => {
  it('needs four values and has defaults for the rest', () => {
    const config = readConfig(enough);
    expect(config).toMatchObject({
      port: 3000,
      role: 'all',
      publicUrl: null,
      databaseUrl: null,
      redisUrl: null,
      dataDir: '.baton',
    });
    expect(config.hubspot).toMatchObject({ appId: 1001, apiUrl: 'https://api.hubapi.com' });
  });

  it('lists every problem with its variable and where to get the value', () => {
    expect(readWrong).toThrow(BadConfiguration);
    for (const name of [
      'PORT',
      'DATABASE_URL',
      'HUBSPOT_CLIENT_ID',
      'HUBSPOT_CLIENT_SECRET',
      'HUBSPOT_APP_ID',
      'BATON_ENCRYPTION_KEYS',
    ]) {
      expect(readWrong).toThrow(new RegExp(`  ${name}: `));
    }
    expect(readWrong).toThrow(/HUBSPOT_APP_ID: is missing - HubSpot developer account/);
  });

  it('never quotes a secret in its complaint', () => {
    expect(() => readConfig({ ...enough, DATABASE_URL: 'not a url with hunter2' })).toThrow(/^(?!.*hunter2)/s);
  });

  it('takes an empty variable as not set and cuts trailing slashes off addresses', () => {
    const config = readConfig({ ...enough, REDIS_URL: '', BATON_PUBLIC_URL: 'https://baton.example.com/' });
    expect(config.redisUrl).toBeNull();
    expect(config.publicUrl).toBe('https://baton.example.com');
  });
});

describe('mail', () => {
  it('needs a sender once there is a server', () => {
    expect(readConfig(enough).smtp).toBeNull();
    expect(() => readConfig({ ...enough, SMTP_URL: 'smtp://mail.example.com' })).toThrow(/BATON_MAIL_FROM: is missing/);
    expect(
      readConfig({ ...enough, SMTP_URL: 'smtp://mail.example.com', BATON_MAIL_FROM: 'baton@example.com' }).smtp,
    ).toEqual({ url: 'smtp://mail.example.com', from: 'baton@example.com' });
  });
});
